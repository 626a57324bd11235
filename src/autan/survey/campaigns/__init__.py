"""The surveys room: questionnaires, campaigns, answers and their tabulation."""
