"""The roof: command line, wiring and the Streamlit screens."""
