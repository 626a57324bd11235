"""Calls and funds: who pays what, until when, for whom, and what actions asked, got and were paid."""
