"""ИС ЭСФ, the state system of electronic invoices."""
