-- KEYS: clock. Answers the colony's time.
tick()
return {text(now)}
