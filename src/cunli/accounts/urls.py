"""Pages of this floor; only those that are used.

The page of the phone code stands in the root URLs, which hand it the act that knows the register.
"""

from __future__ import annotations

from django.urls import path

from cunli.accounts import people_views, self_views, views, wechat_views

app_name = "accounts"
urlpatterns = [
    path("in", views.sign_in, name="sign_in"),
    path("in/code", views.two_factor, name="two_factor"),
    path("in/phone", views.villager_sign_in, name="villager_sign_in"),
    path("out", views.sign_out, name="sign_out"),
    path("post", views.switch_post, name="switch_post"),
    path("me", self_views.me, name="me"),
    path("me/hear", self_views.hear_besides, name="hear_besides"),
    path("me/wechat", wechat_views.begin, name="wechat_begin"),
    path("me/wechat/back", wechat_views.back, name="wechat_back"),
    path("me/password", self_views.change_password, name="change_password"),
    path("me/two-factor", self_views.two_factor_setup, name="two_factor_setup"),
    path("people", people_views.people, name="people"),
    path("people/<int:user_id>", people_views.person, name="person"),
    path("people/<int:user_id>/change", people_views.change_person, name="change_person"),
    path("people/post/<int:post_id>/end", people_views.end_post, name="end_post"),
]
