-- For wrk: posts the files of a list one after the other.
local bodies = {}
local turn = 0

function init(args)
  for name in io.lines(args[1]) do
    local file = assert(io.open(name, "rb"))
    bodies[#bodies + 1] = file:read("*a")
    file:close()
  end
end

function request()
  turn = turn % #bodies + 1
  return wrk.format("POST", nil, { ["Content-Type"] = "image/jpeg" }, bodies[turn])
end
