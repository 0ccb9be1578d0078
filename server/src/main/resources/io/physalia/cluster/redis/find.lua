-- ARGV: id.
return records({ARGV[1]})
