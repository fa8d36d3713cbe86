"""What other rooms and pages call: form, sign, return acts; registers; e-invoices."""
