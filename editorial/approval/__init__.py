"""Who decides on a post, how they are asked, what they answer: by account or by link."""
