"""What people write when they answer; answers themselves are written by `surveys`."""
