"""What is asked, campaigns, answers, results, files of other survey tools."""
