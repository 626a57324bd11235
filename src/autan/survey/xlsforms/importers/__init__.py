"""Forms and exports of KoBo read into questionnaires and answers; every fault has its place."""
