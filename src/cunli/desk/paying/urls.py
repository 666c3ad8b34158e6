"""Where benefits are paid."""

from __future__ import annotations

from django.urls import path

from cunli.desk.paying import list_views, views

urlpatterns = [
    path("", views.benefits, name="benefits"),
    path("programme/", views.programme, name="programme"),
    path("who/<int:person_id>/", views.who, name="benefits_of"),
    path("asked/", views.asked, name="asked_payments"),
    path("list/<int:list_id>/", list_views.payment_list, name="payment_list"),
    path("list/<int:list_id>/bank.xlsx", list_views.bank_sheet, name="bank_sheet"),
]
