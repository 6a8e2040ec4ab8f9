"""What Gradio keeps of a session, without what nobody reads.

Gradio works out the settings of every component of the page for every new session, and again for each value that an
event sets, so that a deep link can restore them: 46 % of the processor time of a call from outside, each of which is a
session, and 230 kB that stay. This page has no deep links of Gradio's (its own restore a view from the address), so
nothing is worked out. What events need of a session is kept as Gradio keeps it: its states, and those components that
it has changed; the others are those of the page, and what many sessions have changed in the same way is kept once.
"""

from __future__ import annotations

from collections import ChainMap, OrderedDict
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime
from typing import Any

from gradio.blocks import Block, Blocks, BlocksConfig
from gradio.components import State
from gradio.routes import App
from gradio.state_holder import SessionState, StateHolder

CLOSED_SECONDS = 3_600  # that the states of a closed page are kept, should it come back
SHARED = 1_024  # changed components that are kept for all sessions


class SharedComponents:
    """Changed components, one for all sessions that have changed it in the same way: to be in Chinese, for instance.

    The values of a session are not in them, so that they can be those of others, as the page's own ones are.
    """

    def __init__(self) -> None:
        self._kept: OrderedDict[tuple[int, str], Block] = OrderedDict()

    def of(self, key: int, changed: Block) -> Block:
        """The component that is kept in place of this one, which may be itself.

        Args:
            key: the number of the component of the page that it stands for.
        """
        name = key, repr(changed.constructor_args)
        found = self._kept.setdefault(name, changed)
        self._kept.move_to_end(name)
        if len(self._kept) > SHARED:
            self._kept.popitem(last=False)
        return found


class LightSession(SessionState):
    """A session's states and changed components."""

    def __init__(self, blocks: Blocks, shared: SharedComponents) -> None:  # in place of Gradio's, which is what costs
        self.blocks_config = BlocksConfig(blocks)
        self.blocks_config.blocks = ChainMap({}, blocks.default_config.blocks)  # type: ignore[assignment]
        self.blocks_config.fns = blocks.default_config.fns
        self._shared = shared
        self.config_values = {}
        self.state_data = {}
        self._state_ttl = {}
        self.is_closed = False
        self.STATE_TTL_WHEN_CLOSED = CLOSED_SECONDS

    def __setitem__(self, key: int, value: Any) -> None:
        block = self.blocks_config.blocks.get(key)
        if isinstance(block, State):
            self._state_ttl[key] = block.time_to_live, datetime.now()
            self.state_data[key] = value
        else:
            self.blocks_config.blocks[key] = self._shared.of(key, value)

    def _update_config(self, key: int) -> None:
        pass

    def _update_value_in_config(self, key: int, value: Any) -> None:
        pass


class LightSessions(StateHolder):
    """Gradio's holder of sessions, with light ones."""

    def __init__(self) -> None:
        super().__init__()
        self.shared = SharedComponents()

    def __getitem__(self, session_id: str) -> SessionState:
        if session_id not in self.session_data:
            self.session_data[session_id] = LightSession(self.blocks, self.shared)
        return super().__getitem__(session_id)


@asynccontextmanager
async def light_sessions(app: App) -> AsyncIterator[None]:
    """A lifespan for `launch(app_kwargs=…)`: puts the light sessions in place before the first question comes."""
    sessions = LightSessions()
    sessions.set_blocks(app.get_blocks())
    app.state_holder = sessions
    yield
