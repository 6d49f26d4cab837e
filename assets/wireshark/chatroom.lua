-- LAN Chatroom for Wireshark: shows the frames of docs/protocol.md, plain and rich, and discovery over UDP.
--
-- Put this file into Wireshark's folder of "Personal Lua Plugins" (Help, About Wireshark, Folders), and start
-- Wireshark again. Or once: wireshark -X lua_script:chatroom.lua room.pcapng
--
-- The rule: what TCP has cut is put together before it is shown, what it has stuck together is shown as several
-- frames, and what is wrong is shown and named.

local STX, ETX, MARK = 0x02, 0x03, "[\2\3]"
local MAX_FROM_CLIENT, MAX_FROM_SERVER = 16384, 65536 -- bytes of payload (docs/protocol.md, section 6)
local REQUEST = "REQUEST FOR IP ADDRESS AND SERVERPORT"

local chatroom = Proto("chatroom", "LAN Chatroom")
chatroom.prefs.tcp_ports = Pref.range("TCP ports", "9999", "Where the room is: its chat port, or several", 65535)
chatroom.prefs.udp_ports = Pref.range("UDP ports", "6000", "Where the room answers who looks for it", 65535)

-- For filters, as in: chatroom.type == "4" and chatroom.text contains "hello"
local field = {
    from_client = ProtoField.bool("chatroom.from_client", "From the client"),
    frame = ProtoField.bytes("chatroom.frame", "Frame"),
    type = ProtoField.string("chatroom.type", "Type"),
    meaning = ProtoField.string("chatroom.meaning", "Meaning"),
    name = ProtoField.string("chatroom.name", "Name"),
    text = ProtoField.string("chatroom.text", "Text"),
    json = ProtoField.string("chatroom.json", "JSON"),
    length = ProtoField.uint32("chatroom.length", "Bytes of payload"),
    encoding = ProtoField.string("chatroom.encoding", "Encoding"),
    segments = ProtoField.uint32("chatroom.segments", "Split over so many segments"),
    glued = ProtoField.uint32("chatroom.glued", "Stuck together: frames in this segment"),
    outside = ProtoField.bytes("chatroom.outside", "Outside of frames"),
    request = ProtoField.string("chatroom.request", "Looks for a room"),
    port = ProtoField.string("chatroom.port", "The room's TCP port"),
}
chatroom.fields = field

local function expert_info(name, words, severity)
    return ProtoExpert.new("chatroom.fault." .. name, words, expert.group.PROTOCOL, severity)
end
local wrong = {
    lost_end = expert_info("lost_end", "The end was lost: a new 02 came before the 03", expert.severity.WARN),
    too_long = expert_info("too_long", "The frame is too long", expert.severity.WARN),
    no_type = expert_info("no_type", "The frame has no type: it is 02, type, text, 03", expert.severity.WARN),
    unknown = expert_info("unknown_type", "There is no such message type in this direction", expert.severity.WARN),
    no_comma = expert_info("no_comma", "A whisper needs a comma after the name", expert.severity.WARN),
    no_json = expert_info("no_json", "The frame holds no JSON object", expert.severity.WARN),
    discovery = expert_info("discovery", "Neither a request nor an answer of discovery", expert.severity.WARN),
    outside = expert_info("outside", "Bytes outside of frames are skipped", expert.severity.NOTE),
}
chatroom.experts = wrong

local FROM_CLIENT = {
    ["1"] = "log in as", ["2"] = "whisper to", ["3"] = "say", ["5"] = "hello, rich", ["6"] = "rich",
}
local FROM_SERVER = {
    ["0"] = "name refused", ["1"] = "is here", ["2"] = "has come", ["3"] = "has gone", ["4"] = "line",
    ["5"] = "hello, rich", ["6"] = "rich",
}

local tcp_len, tcp_stream = Field.new("tcp.len"), Field.new("tcp.stream")
local json = Dissector.get("json")
local server_port = {} -- of each stream: whoever speaks first is the client, for a server says nothing unasked
local pieces = {}      -- of each stream and direction: how many segments the unfinished frame has so far
local split = {}       -- of each packet: over how many segments its first frame was split

function chatroom.init()
    server_port, pieces, split = {}, {}, {}
end

local function limit_of(from_client)
    return from_client and MAX_FROM_CLIENT or MAX_FROM_SERVER
end

-- Whether all of it can be UTF-8. Lua 5.2 has no library for that.
local function is_utf8(text)
    text = text:gsub("[\194-\223][\128-\191]", "."):gsub("[\224-\239][\128-\191][\128-\191]", ".")
    text = text:gsub("[\240-\244][\128-\191][\128-\191][\128-\191]", ".")
    return not text:find("[\128-\255]")
end

-- Adds the text that begins there in a range, in whichever of UTF-8 and GBK it is (section 5); returns it in UTF-8.
local function add_text(tree, which, range, start, length)
    local here = range:range(start, length)
    local raw = here:raw()
    if not raw:find("[\128-\255]") then
        tree:add(which, here, raw)
        return raw
    elseif is_utf8(raw) then
        local text = here:string(ENC_UTF_8)
        tree:add(which, here, text)
        tree:add(field.encoding, here, "UTF-8"):set_generated()
        return text
    end
    local item = tree:add_packet_field(which, here, ENC_GB18030)
    tree:add(field.encoding, here, "GBK"):set_generated()
    -- Where the tree is looked at, the item's label tells; elsewhere the label is not there, or another's.
    local label = item.text or ""
    local text = label:match("^Text: (.*)") or label:match("^Name: (.*)") or label:match("^JSON: (.*)")
    if text then return text end
    -- Wireshark cuts what is decoded to as many bytes as there were before; behind enough 03 there is room for it.
    local wide = ByteArray.new(raw .. ("\3"):rep(length), true):tvb("GBK")
    return (wide:range():string(ENC_GB18030):gsub("\3+$", ""))
end

-- Shows one whole frame; returns what it says in a few words.
local function show_frame(tree, pinfo, range, from_client)
    local kind = range:range(1, 1):raw()
    local length = range:len() - 3
    local meaning = (from_client and FROM_CLIENT or FROM_SERVER)[kind]
    local item = tree:add(field.frame, range)
    item:add(field.type, range:range(1, 1), kind)
    item:add(field.length, range:range(1, 1), length):set_generated()
    if length > limit_of(from_client) then
        item:set_text("Frame that is too long"):add_proto_expert_info(wrong.too_long)
        return "too long: " .. length .. " bytes"
    end
    if not meaning then
        item:set_text("Frame of an unknown type"):add_proto_expert_info(wrong.unknown)
        return "unknown type " .. (kind:find("%g") and kind or string.format("0x%02x", kind:byte()))
    end
    item:add(field.meaning, range:range(1, 1), meaning):set_generated()
    local said = ""
    if length > 0 then
        local comma = range:range(2, length):raw():find(",", 1, true)
        if kind == "5" or kind == "6" then
            said = add_text(item, field.json, range, 2, length)
            if said:find("^{.*}$") then
                json:call(range:range(2, length):tvb(), pinfo, item)
            else
                item:add_proto_expert_info(wrong.no_json)
            end
        elseif kind == "2" and from_client and comma then
            said = comma > 1 and add_text(item, field.name, range, 2, comma - 1) or ""
            said = said .. ", "
            said = said .. (comma < length and add_text(item, field.text, range, 2 + comma, length - comma) or "")
        else
            local is_text = kind == "4" or kind == "3" and from_client
            said = add_text(item, is_text and field.text or field.name, range, 2, length)
        end
    end
    if kind == "2" and from_client and not said:find(",", 1, true) then
        item:add_proto_expert_info(wrong.no_comma)
    end
    item:set_text("Frame: " .. kind .. ", " .. meaning .. ": " .. said)
    return kind .. " " .. meaning .. ": " .. said
end

-- Shows what is in no frame, or a frame that was dropped.
local function show_fault(tree, range, fault, words)
    local item = tree:add(fault == wrong.outside and field.outside or field.frame, range)
    item:set_text(words .. " (" .. range:len() .. " bytes)"):add_proto_expert_info(fault)
    return words
end

-- Whether a frame begins there that may still have its end in what comes later.
local function is_unfinished(raw, start, limit)
    return raw:byte(start) == STX and not raw:find(MARK, start + 1) and #raw - start <= limit + 1
end

-- Shows everything in a stretch of the stream. Returns what it says, how many frames there are, and where an
-- unfinished frame begins, if one does.
local function show_stream(tvb, pinfo, tree, from_client)
    local raw, size, at, count, said = tvb:range():raw(), tvb:len(), 1, 0, {}
    while at <= size do
        local start = raw:find("\2", at, true)
        if start ~= at then
            local stop = (start or size + 1) - 1
            show_fault(tree, tvb:range(at - 1, stop - at + 1), wrong.outside, "Outside of frames")
            said[#said + 1] = (stop - at + 1) .. " bytes outside of frames"
        end
        if not start then break end
        if is_unfinished(raw, start, limit_of(from_client)) then return said, count, start - 1 end
        local stop = raw:find(MARK, start + 1)
        local range = tvb:range(start - 1, (stop or size + 1) - start)
        at = (stop or size) + 1
        if not stop then
            said[#said + 1] = show_fault(tree, range, wrong.too_long, "Frame that is too long")
        elseif raw:byte(stop) == STX then
            at = stop
            said[#said + 1] = show_fault(tree, range, wrong.lost_end, "Frame whose end was lost")
        elseif stop == start + 1 then
            said[#said + 1] = show_fault(tree, tvb:range(start - 1, 2), wrong.no_type, "Frame without a type")
        else
            said[#said + 1] = show_frame(tree, pinfo, tvb:range(start - 1, stop - start + 1), from_client)
        end
        count = count + 1
    end
    return said, count, nil
end

-- The port of the server: the one that Wireshark knew this protocol by, or that of who did not speak first.
local function find_server_port(pinfo)
    local stream, known = tcp_stream().value, pinfo.match_uint
    if not server_port[stream] then
        local is_known = known == pinfo.src_port or known == pinfo.dst_port
        server_port[stream] = is_known and known or pinfo.dst_port
    end
    return server_port[stream]
end

-- How many segments the first frame of this packet has come in, counted when the packets are first gone through.
local function count_segments(tvb, pinfo, from_client, is_waiting, unfinished)
    local way = tcp_stream().value .. (from_client and ">" or "<")
    if not pinfo.visited then
        local before = tvb:len() > tcp_len().value and pieces[way] or 0
        if not is_waiting and before > 0 then split[pinfo.number] = before + 1 end
        pieces[way] = unfinished and (is_waiting and before + 1 or 1) or 0
    end
    return split[pinfo.number]
end

local function dissect_tcp(tvb, pinfo, tree)
    local from_client = pinfo.dst_port == find_server_port(pinfo)
    if is_unfinished(tvb:range():raw(), 1, limit_of(from_client)) then
        count_segments(tvb, pinfo, from_client, true, 0)
        pinfo.desegment_offset, pinfo.desegment_len = 0, DESEGMENT_ONE_MORE_SEGMENT
        return tvb:len()
    end
    local item = tree:add(chatroom, tvb:range())
    item:add(field.from_client, from_client):set_generated()
    local said, count, unfinished = show_stream(tvb, pinfo, item, from_client)
    local segments = count_segments(tvb, pinfo, from_client, false, unfinished)
    if segments then
        item:add(field.segments, segments):set_generated()
        said[1] = said[1] .. " (split over " .. segments .. " segments)"
    end
    if unfinished then
        count = count + 1
        pinfo.desegment_offset, pinfo.desegment_len = unfinished, DESEGMENT_ONE_MORE_SEGMENT
    end
    if count > 1 then item:add(field.glued, count):set_generated() end
    pinfo.cols.protocol = "CHATROOM"
    pinfo.cols.info = (from_client and "> " or "< ") .. table.concat(said, " | ")
    return tvb:len()
end

local function dissect_udp(tvb, pinfo, tree)
    local raw = tvb:range():raw()
    local plain = raw:gsub("[\0\t\n\r ]+$", "")
    local item = tree:add(chatroom, tvb:range())
    local info = "Neither a request nor an answer"
    if plain == REQUEST then
        item:add(field.request, tvb:range(), plain)
        info = "Looks for a room"
    elseif plain:sub(1, #REQUEST + 1) == REQUEST .. "\n" and plain:find("{.*}$") then
        item:add(field.request, tvb:range(), plain)
        json:call(tvb:range(#REQUEST + 1):tvb(), pinfo, item)
        info = "Looks for a room and its name"
    elseif plain:find("^%d+$") and tonumber(plain) >= 1 and tonumber(plain) <= 65535 then
        item:add(field.port, tvb:range(), plain)
        info = "A room is here, at TCP port " .. plain
    elseif plain:find("^{.*}$") then
        item:add(field.json, tvb:range(), tvb:range():string(ENC_UTF_8))
        json:call(tvb, pinfo, item)
        info = "A room is here: " .. plain
    else
        item:add_proto_expert_info(wrong.discovery)
    end
    pinfo.cols.protocol = "CHATROOM"
    pinfo.cols.info = info
    return tvb:len()
end

function chatroom.dissector(tvb, pinfo, tree)
    return (tcp_stream() and dissect_tcp or dissect_udp)(tvb, pinfo, tree)
end

-- At another port: a segment of frames from end to end, the first of which is a login or the rich hello.
chatroom:register_heuristic("tcp", function(tvb, pinfo, tree)
    local raw = tvb:range():raw()
    if not raw:find("^\2[15][^\2\3]+\3") or raw:gsub("\2[^\2\3]+\3", "") ~= "" then
        return false
    end
    pinfo.conversation = chatroom
    server_port[tcp_stream().value] = pinfo.dst_port
    dissect_tcp(tvb, pinfo, tree)
    return true
end)

local here = { tcp = "", udp = "" }
local function listen(transport, ports)
    local ports_of = DissectorTable.get(transport .. ".port")
    if here[transport] ~= "" then ports_of:remove(here[transport], chatroom) end
    if ports ~= "" then ports_of:add(ports, chatroom) end
    here[transport] = ports
end
local function listen_everywhere()
    listen("tcp", chatroom.prefs.tcp_ports)
    listen("udp", chatroom.prefs.udp_ports)
end
chatroom.prefs_changed = listen_everywhere
listen_everywhere()
