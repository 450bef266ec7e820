"""The steps by which the template screen makes a template, and what it shows of it. Nothing here is in force before it is published."""

from ap_engine.template_file.finding import boxed
from ap_engine.template_file.folded import folded, unfolded
from ap_engine.template_file.making import (
    DATES,
    NUMBERS,
    begin,
    by_label,
    file_name,
    forget,
    identified_by_text,
    mark,
    not_printed,
    propose,
    remove_sample,
    suggested,
    with_rule,
    with_style,
)
from ap_engine.template_file.making_lines import (
    line_differs,
    lines_on,
    proposed_table,
    right_as_read,
    sum_says,
    with_heading,
    with_lines,
    with_table,
    with_words,
)
from ap_engine.template_file.parse import parse
from ap_engine.template_file.read_back import FieldBack, Offer, is_recognised, offers, printed_in, read_back, value_at
from ap_engine.template_file.view import Spot, missing, page_words, spots_of
from ap_engine.template_file.write import write

__all__ = [
    "DATES",
    "NUMBERS",
    "FieldBack",
    "Offer",
    "Spot",
    "begin",
    "boxed",
    "by_label",
    "file_name",
    "folded",
    "forget",
    "identified_by_text",
    "is_recognised",
    "line_differs",
    "lines_on",
    "mark",
    "missing",
    "not_printed",
    "offers",
    "page_words",
    "parse",
    "printed_in",
    "propose",
    "proposed_table",
    "read_back",
    "remove_sample",
    "right_as_read",
    "spots_of",
    "suggested",
    "sum_says",
    "unfolded",
    "value_at",
    "with_heading",
    "with_lines",
    "with_rule",
    "with_style",
    "with_table",
    "with_words",
    "write",
]
