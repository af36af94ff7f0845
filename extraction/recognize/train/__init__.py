"""Training of the name tagger: by hand, with the extra [train]; nothing here is needed to run the product."""
