"""
Facts: what happened, when, by whom. Append-only, and the only history there is.

``journal.actions.record`` is called inside the transaction of the action that changed
something; ``@journal.facts.fact`` declares a fact.
"""
