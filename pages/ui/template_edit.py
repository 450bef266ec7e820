"""Making and changing one template: samples, the page to mark, everything read back, its text, and putting it in force.

Keys: template_head, template_back, template_samples, template_upload, drop_sample_N, marking, proof, template_text,
template_yaml_N, yaml_use, and those of `ui/template_publish.py`.
"""

from __future__ import annotations

import streamlit as st

from ap_engine.model.errors import Refusal, TemplateError
from ap_engine.views import TemplateRow
from ap_engine.workflow import template_making as making
from ap_engine.workflow.template_samples import open_sample, with_sample
from pages.ui import act, components, marking, proof, template_publish, template_trust, template_work
from pages.ui.template_work import Work
from pages.ui.user import engine, me
from pages.ui.words import count, t

KINDS = ["pdf", "png", "jpg", "jpeg", "tif", "tiff", "webp"]
LIMIT_MB = 25


def go(name: str | None) -> None:
    """To one template, or back to the list; for callbacks."""
    st.query_params.clear()
    if name:
        st.query_params["template"] = name


def head(work: Work, row: TemplateRow | None) -> None:
    """Whose template it is and where it stands."""
    word, colour = template_publish.ORIGINS[work.origin]
    tags = [{"t": t(word), "c": colour}] if row else [{"t": t("New"), "c": "green"}]
    if row and row.version:
        tags.append({"t": t("Version {n}", n=row.version), "c": "gray"})
    if row and not row.in_force:
        tags.append({"t": t("Not in force"), "c": "orange"})
    if row and work.changed:
        tags.append({"t": t("Changed, not published"), "c": "yellow"})
    name = {"name": work.template.supplier, "number": work.template.name, "amount": "", "tags": tags, "note": ""}
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.button(
            "",
            key="template_back",
            type="tertiary",
            icon=":material/arrow_back:",
            help=t("All templates"),
            on_click=go,
            args=(None,),
        )
        components.headline(key="template_head", data=name)
    if row and row.alarm:
        st.warning(
            act.escape(row.alarm.words), title=t("The layout seems to have changed"), icon=":material/notifications_active:"
        )
    if row and row.mistake:
        st.error(act.escape(row.mistake), icon=":material/broken_image:")


def samples(work: Work) -> None:
    """Adding samples, and taking one away again."""
    with st.expander(
        count(len(work.template.examples), "{n} sample: add or remove", "{n} samples: add or remove"),
        key="template_samples",
        icon=":material/note_stack:",
    ):
        upload(work)
        for number, example in enumerate(work.template.examples):
            with st.container(horizontal=True, vertical_alignment="center", gap="small"):
                st.text(example.name, width="stretch")
                st.text(count(len(example.pages), "{n} page", "{n} pages"), width="content")
                st.button("", icon=":material/delete:", key=f"drop_sample_{number}", type="tertiary", help=t("Remove"),
                          on_click=drop, args=(number,))  # fmt: skip


def upload(work: Work) -> None:
    """Opens what is uploaded, each file once, and says what is wrong with the others."""
    files = st.file_uploader(
        t("Sample invoices: PDF, scans or photos"),
        type=KINDS,
        accept_multiple_files=True,
        max_upload_size=LIMIT_MB,
        key="template_upload",
    )
    for file in [file for file in files or [] if file.file_id not in work.taken]:
        with st.spinner(t("Reading {name}", name=act.escape(file.name))):
            work.taken[file.file_id] = take(work, file.name, file.getvalue())
    for file in files or []:
        if work.taken.get(file.file_id):
            st.error(act.escape(f"{file.name}: {work.taken[file.file_id]}"), icon=":material/block:")


def take(work: Work, name: str, content: bytes) -> str:
    """One uploaded file becomes a sample; what is wrong with it otherwise."""
    try:
        sample = open_sample(engine(), me(), content, name)
    except Refusal as refusal:
        return act.refusal_text(refusal)
    picture = f"/samples/{sample.sha256}"
    if picture in work.pictures.values():
        return t("This very file is among the samples already.")
    known = next((e for e in work.template.examples if e.pages == sample.pages), None)
    if known is not None:
        work.pictures[known.name] = picture  # the file of an example that so far was words only: now it has its picture
        return ""
    work.hold(with_sample(engine(), work.template, sample, work.tax_id))
    work.pictures[work.template.examples[-1].name] = picture
    work.at, work.page, work.nonce = len(work.template.examples) - 1, sample.pages[0].number, work.nonce + 1
    work.remarks += [f"{sample.name}: {remark}" for remark in sample.remarks]
    if sample.left_out:
        work.remarks.append(t("{name}: this file holds several invoices; only the first one is used.", name=sample.name))
    return ""


def drop(number: int) -> None:
    work = template_work.current()
    if work is not None and number < len(work.template.examples):
        work.hold(making.remove_sample(work.template, number))
        work.at, work.nonce = 0, work.nonce + 1


def text(work: Work, edit: bool) -> None:
    """The YAML that is made here: to be read, and by those who like it, written."""
    shown = making.folded(work.template)
    with st.expander(t("The template as text"), key="template_text", icon=":material/code:"):
        if not edit:
            st.code(shown, language="yaml", height=420)
            return
        # The key follows the content: a text area with a key of its own would go on showing what was typed before.
        key = f"template_yaml_{work.nonce}"
        st.text_area(t("The template as text"), shown, key=key, height=420, label_visibility="collapsed")
        if work.text_problem:
            st.error(act.escape(work.text_problem), icon=":material/error:")
        st.button(t("Use this text"), key="yaml_use", icon=":material/check:", on_click=use_text, args=(key,))


def use_text(key: str) -> None:
    work = template_work.current()
    if work is None:
        return
    try:
        template = making.unfolded(st.session_state[key], work.template.name, work.template.examples)
    except TemplateError as mistake:
        work.text_problem = mistake.detail
        return
    work.become(template)
    work.text_problem = ""
    work.at, work.nonce = min(work.at, len(template.examples) - 1), work.nonce + 1
    act.say(t("The text is taken over; it is not published yet."))


def page(work: Work, row: TemplateRow | None, edit: bool) -> None:
    """Everything about one template."""
    head(work, row)
    if edit:
        samples(work)
    for remark in work.remarks:
        st.caption(act.escape(remark))
    if work.template.examples:
        work.at = min(work.at, len(work.template.examples) - 1)
        work.page = marking.page_shown(work.template, work.at, work.page).number
        work.focus = work.focus or "invoice_number"
        marking.component(key="marking", data=marking.data(work, edit), on_did_change=template_work.did)
        st.markdown(f"#### {t('Everything read back')}")
        proof.show(work)
    text(work, edit)
    if edit:
        template_publish.publish(work, bool(row and row.in_force))
        if row and row.in_force:
            template_publish.retire(row)
    if row:
        template_trust.show(row)
    if row and row.version:
        template_publish.versions(row, work, edit)
