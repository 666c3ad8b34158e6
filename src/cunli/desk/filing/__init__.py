"""A matter comes in: a hazard in a few taps, a service on behalf of a person or for oneself."""
