"""Addresses of this floor."""

from __future__ import annotations

from django.urls import path

from cunli.registry import (
    child_views,
    consent_views,
    correction_views,
    erasure_views,
    export_views,
    import_views,
    production_views,
    views,
)

app_name = "registry"
urlpatterns = [
    path("privacy", views.what_is_held, name="privacy"),
    path("register/children", child_views.looks, name="child_looks"),
    path("register/children/looks/<int:look_id>", child_views.answer, name="answer_child_look"),
    path("register/export", export_views.people, name="export"),
    path("register/import", import_views.begin, name="import"),
    path("register/import/headings", import_views.headings, name="import_headings"),
    path("register/import/headings/<int:mapping_id>/forget", import_views.forget, name="forget_heading"),
    path("register/import/<int:run_id>", import_views.run, name="import_run"),
    path("register/import/<int:run_id>/explain", import_views.explain, name="explain_import"),
    path("register/import/<int:run_id>/confirm", import_views.confirm, name="confirm_import"),
    path("register/import/<int:run_id>/give-up", import_views.give_up, name="give_up_import"),
    path("register/import/<int:run_id>/refused", import_views.refused, name="import_refused"),
    path("register/persons/<int:person_id>/child", child_views.child, name="child"),
    path("register/persons/<int:person_id>/consents", consent_views.consents, name="consents"),
    path("register/persons/<int:person_id>/erasure", erasure_views.erasure, name="erasure"),
    path("register/erasures", erasure_views.erasures, name="erasures"),
    path("register/erasures/<int:request_id>/answer", erasure_views.answer, name="answer_erasure"),
    path("register/consents/<int:consent_id>/withdraw", consent_views.withdraw, name="withdraw_consent"),
    path("register/corrections", correction_views.corrections, name="corrections"),
    path("register/corrections/<int:correction_id>", correction_views.correction, name="correction"),
    path("register/persons/<int:person_id>/entry", correction_views.person_entry, name="person_entry"),
    path("register/persons/<int:person_id>/entry/<str:field>", correction_views.correct_person, name="correct_person"),
    path("register/households/<int:household_id>/entry", correction_views.household_entry, name="household_entry"),
    path(
        "register/households/<int:household_id>/entry/<str:field>",
        correction_views.correct_household,
        name="correct_household",
    ),
    path("register/households/<int:household_id>/production", production_views.production, name="production"),
    path("register/persons/<int:person_id>/<str:field>", views.look, name="look"),
]
