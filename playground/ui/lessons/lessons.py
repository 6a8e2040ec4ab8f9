"""`LESSONS`: the lessons in the order of a course. Adding one is a folder here and a line in this table."""

from playground.ui.lessons.attention import lesson as attention
from playground.ui.lessons.characters import lesson as characters
from playground.ui.lessons.distance import lesson as distance
from playground.ui.lessons.gate import lesson as gate
from playground.ui.lessons.lesson import Lesson
from playground.ui.lessons.order import lesson as order
from playground.ui.lessons.rows import lesson as rows
from playground.ui.lessons.votes import lesson as votes

LESSONS: dict[str, Lesson] = {
    one.key: one
    for one in (
        order.LESSON,
        distance.LESSON,
        gate.LESSON,
        votes.LESSON,
        attention.LESSON,
        rows.LESSON,
        characters.LESSON,
    )
}
