"""Pure rules of movement: how full a class may be, how a transfer goes on, who is promoted where."""
