"""What the page has to stand, in the order in which it is reported, and the tests that do it.

`python -m tests.hardening` runs them all and prints the table; many stand beside the module that they are about. A test
may say a figure (`record_property("figure", …)`), and one that skips says that it is not possible here.
"""

from typing import NamedTuple

HERE = "tests/hardening/test_"


class Item(NamedTuple):
    """A line of the table: what was done, and the tests that do it, as pytest names them."""

    done: str
    tests: tuple[str, ...]


FETCHING, QUEUE, TUNE = (
    "tests/hub/test_fetching.py",
    "tests/training/finetune/test_queue.py",
    "tests/training/finetune/test_tune.py",
)
ITEMS = (
    Item(
        "the Hub down, 429, 500, slow, reset, HTML, wrong length",
        (
            f"{FETCHING}::test_with_the_hub_closed_a_model_of_it_says_so_at_once_and_a_shipped_one_works",
            f"{FETCHING}::test_a_hub_that_misbehaves_is_named_in_time_and_nothing_broken_is_kept",
            f"{FETCHING}::test_a_hostile_repository_is_refused_soon_and_takes_no_memory",
        ),
    ),
    Item(
        "damaged checkpoints of every kind",
        (
            "tests/checkpoints/test_folder.py",
            "tests/checkpoints/test_weights.py",
            "tests/checkpoints/test_archive.py::test_a_zip_that_is_no_checkpoint_is_refused_and_leaves_nothing",
            "tests/checkpoints/test_archive.py::test_any_damaged_byte_is_refused_or_changes_nothing",
        ),
    ),
    Item(
        "the disk full (a small tmpfs)",
        (
            f"{HERE}disk.py::test_a_full_disk_is_said_by_every_command_that_writes",
            f"{HERE}disk.py::test_a_full_disk_leaves_the_page_and_its_answers",
        ),
    ),
    Item(
        "the disk read-only (mount -o ro)",
        (
            f"{HERE}disk.py::test_a_read_only_disk_is_said_by_every_command_that_writes",
            f"{HERE}disk.py::test_a_read_only_home_leaves_the_page_and_without_a_temporary_folder_one_line_says_why",
        ),
    ),
    Item(
        "out of memory in forward and backward",
        (f"{HERE}memory.py::test_out_of_memory_is_said_of_one_model_and_the_next_question_is_answered",),
    ),
    Item(
        "kill -9 of a training",
        (f"{HERE}trainings.py::test_a_training_that_is_killed_is_said_to_have_died_and_the_next_one_runs",),
    ),
    Item(
        "two cancels, cancel while queued",
        (f"{HERE}trainings.py::test_cancelled_twice_and_while_it_waits_a_training_ends_once",),
    ),
    Item("SIGTERM, and what a kill leaves", ("tests/test_process.py",)),
    Item(
        "expiry in use",
        (
            f"{HERE}clock.py::test_a_model_that_expires_while_it_is_asked_answers_to_the_end_and_then_is_gone",
            "tests/checkpoints/test_session_store.py::test_models_that_lie_unused_go_and_looking_keeps_them",
            "tests/hub/test_room.py::test_what_is_in_use_stays_and_whoever_wants_more_is_told",
        ),
    ),
    Item(
        "GPU absent, failing to start, not lent, taken back",
        (
            "tests/test_devices.py",
            f"{TUNE}::test_a_gpu_that_is_taken_back_leaves_a_model_and_says_so",
            f"{HERE}memory.py::test_a_gpu_that_fails_to_start_is_said_and_the_page_goes_on",
        ),
    ),
    Item("a loss that is not finite", (f"{TUNE}::test_a_learning_rate_that_explodes_stops_with_a_sentence",)),
    Item(
        "leaks of paths, tokens and others' texts in answers and logs",
        (f"{HERE}api.py::test_no_leaks_of_paths_tokens_and_texts_of_others_in_answers_and_logs",),
    ),
    Item(
        "texts of every hostile kind (hypothesis)",
        (f"{HERE}models.py::test_any_text_is_answered_or_refused_in_a_sentence", "tests/test_text.py"),
    ),
    Item(
        "padding changes nothing after 100 other requests",
        (f"{HERE}models.py::test_the_answer_is_the_same_after_a_hundred_others_and_beside_longer_ones",),
    ),
    Item("XSS corpus", ("tests/browser/test_scripts.py", "tests/ui/components/test_markdown.py")),
    Item("CSV corpus", (f"{HERE}files.py", "tests/data/test_real_files.py", "tests/data/test_nasty_files.py")),
    Item(
        "tables that leave and come back, no cell begins a formula",
        (f"{HERE}tables.py", "tests/lenses/predict/test_many_texts.py::test_no_cell_is_run_as_a_formula"),
    ),
    Item(
        "API fuzz over /api/openapi.json",
        (
            f"{HERE}api.py::test_fuzz_every_route_as_it_describes_itself",
            f"{HERE}api.py::test_fuzz_bodies_that_are_no_json_object",
        ),
    ),
    Item(
        "strange queries",
        (
            f"{HERE}api.py::test_strange_queries_get_the_page_and_no_script_in_it",
            "tests/ui/server/test_long_addresses.py",
        ),
    ),
    Item("closed API", (f"{HERE}api.py::test_nothing_but_the_endpoints_is_open",)),
    Item("attribution axioms", ("tests/lenses/explain/test_attribution.py", "tests/lenses/explain/test_explain.py")),
    Item(
        "determinism",
        (
            f"{HERE}models.py::test_the_same_question_has_the_same_answer",
            f"{TUNE}::test_the_same_examples_and_seed_give_the_same_numbers",
        ),
    ),
    Item("20 users", (f"{HERE}crowd.py::test_twenty_users_ask_for_a_while_and_nobody_sees_an_error",)),
    Item(
        "fairness",
        (f"{HERE}crowd.py::test_one_client_locks_out_nobody_who_asks_meanwhile", "tests/ui/server/test_clients.py"),
    ),
    Item("inference beside a training", (f"{HERE}crowd.py::test_questions_beside_a_training_are_answered",)),
    Item(
        "ten press Train, one too many is told",
        (
            f"{HERE}trainings.py::test_ten_press_train_and_one_too_many_is_told_and_loses_nothing",
            f"{QUEUE}::test_the_queue_has_an_end",
        ),
    ),
    Item("1,000 sessions", (f"{HERE}sessions.py",)),
    Item(
        "upload quota",
        (
            f"{HERE}visits.py::test_many_uploads_stay_within_the_bound_on_the_disk",
            "tests/ui/server/test_upload_limits.py",
            "tests/ui/components/test_uploads.py",
        ),
    ),
    Item(
        "zips that inflate",
        (
            f"{HERE}visits.py::test_two_zips_that_inflate_push_out_nobodys_model",
            f"{HERE}visits.py::test_two_zips_that_inflate_take_no_memory_neither_refused_nor_unpacked",
        ),
    ),
    Item(
        "four tables of 20 MB, their visitors at rest",
        (f"{HERE}visits.py::test_large_tables_do_not_stay_in_memory_while_their_visitors_rest",),
    ),
    Item("cold start", (f"{HERE}start.py",)),
    Item("500 pictures", (f"{HERE}pictures.py",)),
    Item(
        "two visitors",
        (
            "tests/ui/finetune/test_visit_registry.py",
            "tests/ui/finetune/test_visit_models.py",
            f"{HERE}api.py::test_two_visitors_ask_at_once_and_each_gets_the_answer_to_their_own_text",
        ),
    ),
    Item(
        "reload during a training",
        ("tests/browser/test_finetune.py::test_a_training_goes_on_while_its_page_is_loaded_anew_and_lands_there",),
    ),
    Item(
        "a cut connection",
        (
            "tests/browser/test_finetune.py::test_a_connection_that_breaks_comes_back_to_the_training",
            "tests/ui/finetune/test_visit_registry.py::test_a_training_outlives_its_page_and_what_came_out_of_it_waits_for_it",
        ),
    ),
    Item("a clock that jumps", (f"{HERE}clock.py", "tests/hub/test_room.py")),
    Item("any environment: proxies, ports, nginx", (f"{HERE}environment.py",)),
)


def chosen(rows: str) -> list[int]:
    """The indices in ITEMS of rows that are given as `3` or `1-6`, counted from 1; all where none are given."""
    if not rows:
        return list(range(len(ITEMS)))
    first, _, last = rows.partition("-")
    return list(range(len(ITEMS)))[int(first) - 1 : int(last or first)]
