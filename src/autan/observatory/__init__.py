"""Energy and greenhouse gas accounts from open data: connectors, lake, figures, doubts."""
