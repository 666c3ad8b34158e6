"""Households and search."""

from __future__ import annotations

from django.urls import path

from cunli.desk.people import personal_views, views

urlpatterns = [
    path("households/", views.households, name="households"),
    path("households/<int:household_id>/", views.household, name="household"),
    path("households/<int:household_id>/personal/", personal_views.personal_data, name="personal_data"),
    path("households/<int:household_id>/told/<int:person_id>/", personal_views.told, name="told_notice"),
    path("households/<int:household_id>/account/", personal_views.confirm_account, name="confirm_account"),
    path("households/<int:household_id>/account/part/", personal_views.part_account, name="part_account"),
    path("mine/home/", views.my_household, name="my_household"),
    path("search/", views.search_all, name="search"),
]
