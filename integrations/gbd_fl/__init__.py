"""ГБД ФЛ, the state database of persons: life status, citizenship, names."""
