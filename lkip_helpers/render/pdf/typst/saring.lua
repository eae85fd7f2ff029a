-- From the report's HTML to Typst: what pandoc drops or cannot know.
-- alt text of figures, alignment and shading of cells, landscape tables, chapter numbers.

local KANAN = { angka = true, bilangan = true, rupiah = true, persen = true }

local function teks_typst(s)
  return '"' .. s:gsub('\\', '\\\\'):gsub('"', '\\"'):gsub('\n', ' ') .. '"'
end

-- The text of blocks or inlines, with the words that Str wrote for Typst as they were.
local function teks_polos(isi)
  return pandoc.utils.stringify(isi:walk({
    RawInline = function(r) return pandoc.Str((r.text:gsub('\\(.)', '%1'))) end,
  }))
end

-- bagian: "kepala", "badan" or "kaki"
local function tata_sel(sel, bagian)
  local kelas = sel.classes[1]
  if kelas == 'ya' or kelas == 'grup' then
    sel.alignment = 'AlignCenter'
  else
    sel.alignment = KANAN[kelas] and 'AlignRight' or 'AlignLeft'
  end
  if bagian ~= 'badan' then
    sel.attributes['typst:fill'] = 'samar'
    sel.attributes['typst:text:weight'] = '600'
  end
  if sel.row_span == 1 then sel.attributes['typst:breakable'] = 'false' end
  if bagian == 'kaki' then sel.attributes['typst:stroke'] = '(top: 0.6pt + biru)' end
end

-- A row that heads those below it stays with the first of them.
local function tata_pita(sel, tingkat)
  sel.attributes['typst:text:weight'] = '600'
  sel.attributes['typst:pita'] = tostring(tonumber(tingkat) + 2)
  if tingkat == '0' then sel.attributes['typst:fill'] = 'samar' end
  local isi = sel.contents[1].content
  if tingkat ~= '0' then isi:insert(1, pandoc.RawInline('typst', '#h(0.8em)')) end
end

local function tata_baris(daftar, bagian)
  for _, baris in ipairs(daftar) do
    local pita = baris.classes:includes('pita')
    for _, sel in ipairs(baris.cells) do
      tata_sel(sel, bagian)
      if pita then tata_pita(sel, baris.attributes.tingkat) end
    end
  end
end

-- The head says on every further page which table goes on there.
local function tandai_lanjutan(t)
  local nomor = ''
  t.caption.long:walk({ RawInline = function(r) nomor = r.text:match('^#nomor%[(.*)%]$') or nomor end })
  local sel = pandoc.Cell({ pandoc.Plain({ pandoc.RawInline('typst', '#lanjutan(' .. teks_typst(nomor) .. ')') }) })
  sel.col_span = #t.colspecs
  sel.alignment = 'AlignLeft'
  sel.attributes['typst:inset'] = '0pt'
  sel.attributes['typst:stroke'] = 'none'
  t.head.rows:insert(1, pandoc.Row({ sel }))
end

-- Typst keeps the rows of a footer together: the last row of the body, or two where there is no
-- sum, goes with them, so that none stands alone on a page.
function Table(t)
  tata_baris(t.head.rows, 'kepala')
  for _, badan in ipairs(t.bodies) do
    for i, baris in ipairs(badan.head) do badan.body:insert(i, baris) end -- a band before all rows
    badan.head = pandoc.List({})
    tata_baris(badan.body, 'badan')
  end
  tata_baris(t.foot.rows, 'kaki')
  tandai_lanjutan(t)
  local badan = t.bodies[#t.bodies].body
  for _ = 1, math.min(#t.foot.rows > 0 and 1 or 2, #badan - 1) do
    if badan[#badan].classes:includes('pita') then break end
    t.foot.rows:insert(1, badan:remove())
  end
  return t
end

-- Charts stand beside the document as files.
function Image(img)
  local alt = teks_polos(img.caption)
  local nama = img.src
  return pandoc.RawInline('typst',
    '#image(' .. teks_typst(nama) .. ', alt: ' .. teks_typst(alt) .. ', width: 100%)')
end

function Span(s)
  local kelas = s.classes[1]
  if kelas == 'nomor-bab' or kelas == 'nomor' then
    return pandoc.RawInline('typst', '#' .. kelas .. '[' .. teks_polos(s.content) .. ']')
  end
end

-- "Tabel" and its number stay in one line.
function Link(l)
  local teks = pandoc.utils.stringify(l.content)
  if teks:match('^Tabel %S+$') or teks:match('^Gambar %S+$') then
    return { pandoc.RawInline('typst', '#box['), l, pandoc.RawInline('typst', ']') }
  end
end

-- A cell that begins with "=", "+", "-", "/" or "1." would become a heading or a list in Typst,
-- and the hyphen of "-1" a minus sign.
function Str(s)
  local depan, belakang = s.text:match('^(%W?)%-(%d.*)$')
  if depan then
    return { pandoc.Str(depan), pandoc.RawInline('typst', '\\-'), pandoc.Str(belakang) }
  end
  if s.text:match('^=+$') or s.text:match('^[+/-]$') or s.text:match('^%d+%.$') then
    return pandoc.RawInline('typst', (s.text:gsub('[=+/.-]', '\\%0')))
  end
end

local function bungkus(nama, isi)
  isi:insert(1, pandoc.RawBlock('typst', '#' .. nama .. '['))
  isi:insert(pandoc.RawBlock('typst', ']'))
  return isi
end

local BLOK = { 'lkip-gambar', 'lanskap', 'tanda-tangan', 'nama', 'sumber', 'catatan', 'absen' }

local function bungkus_tabel(d)
  local kaki = pandoc.Blocks({})
  while d.content[#d.content].t ~= 'Table' do kaki:insert(1, d.content:remove()) end
  local isi = pandoc.Blocks({ pandoc.RawBlock('typst', '#lkip-tabel([') })
  isi:extend(kaki)
  isi:insert(pandoc.RawBlock('typst', '])['))
  isi:insert(d)
  isi:insert(pandoc.RawBlock('typst', ']'))
  return isi
end

function Div(d)
  if d.classes:includes('lkip-tabel') and not d.classes:includes('lanskap') then return bungkus_tabel(d) end
  for _, nama in ipairs(BLOK) do
    if d.classes:includes(nama) then
      return bungkus(nama, pandoc.Blocks({ d }))
    end
  end
end
