"""Who signs in, and which posts they hold on a day.

Owns: users, posts (a role at a unit, from-until), roles with their capabilities and reach, signing in by password,
phone code and slip, second factor, the decorators that say who may open a page.
Does not own: villagers as persons of the register; what a post may do in one matter (procedures say that).
Main words: *user* (someone who signs in), *post* (a role at a unit for a time), *role* (what a post may do and see).
"""
