"""What turns a text as digitised into text that rules can read: layers, language, sentences."""
