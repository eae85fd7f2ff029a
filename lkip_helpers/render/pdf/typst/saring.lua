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

local function tata_baris(daftar, bagian)
  for _, baris in ipairs(daftar) do
    for _, sel in ipairs(baris.cells) do tata_sel(sel, bagian) end
  end
end

-- A row that no cell above it reaches into.
local function berdiri(baris, kolom)
  local lebar = 0
  for _, sel in ipairs(baris.cells) do lebar = lebar + sel.col_span end
  return lebar == kolom
end

-- Calls f(cell, row, column) for every cell; what cells above reach into is passed over.
local function kunjungi(daftar, f)
  local sibuk = {}
  for i, baris in ipairs(daftar) do
    local k = 1
    for _, sel in ipairs(baris.cells) do
      while (sibuk[k] or 0) >= i do k = k + 1 end
      f(sel, i, k)
      for n = k, k + sel.col_span - 1 do sibuk[n] = i + sel.row_span - 1 end
      k = k + sel.col_span
    end
  end
end

local function sisipkan(sel, perintah)
  if #sel.contents == 0 then sel.contents:insert(pandoc.Plain({})) end
  local isi = sel.contents[#sel.contents].content
  isi:insert(pandoc.RawInline('typst', '#' .. perintah))
end

local tabel_ke = 0

-- Marks where a merged cell begins and ends, so that the head of its column can name it again.
local function tandai_lanjutan(t)
  tabel_ke = tabel_ke + 1
  local badan, bergrup = t.bodies[#t.bodies].body, {}
  local function nama(k) return teks_typst(tabel_ke .. '-' .. k) end
  kunjungi(badan, function(sel, i, k)
    if sel.row_span == 1 then return end
    bergrup[k] = true
    local akhir = badan[i + sel.row_span - 1].cells
    local isi = teks_typst(teks_polos(sel.contents))
    sisipkan(akhir[#akhir], 'akhir-grup(' .. nama(k) .. ')')
    sisipkan(sel, 'awal-grup(' .. nama(k) .. ', ' .. isi .. ')')
  end)
  kunjungi(t.head.rows, function(sel, _, k)
    if bergrup[k] and sel.col_span == 1 then sisipkan(sel, 'lanjutan(' .. nama(k) .. ')') end
  end)
end

-- Typst keeps the rows of a footer together: the last row of the body, or two where there is no
-- sum, goes with them, so that none stands alone on a page. A long merged group stays in the body.
function Table(t)
  tata_baris(t.head.rows, 'kepala')
  for _, badan in ipairs(t.bodies) do tata_baris(badan.body, 'badan') end
  tata_baris(t.foot.rows, 'kaki')
  tandai_lanjutan(t)
  local badan = t.bodies[#t.bodies].body
  for n = #t.foot.rows > 0 and 1 or 2, math.min(4, #badan - 1) do
    if berdiri(badan[#badan - n + 1], #t.colspecs) then
      for _ = 1, n do t.foot.rows:insert(1, badan:remove()) end
      return t
    end
  end
  badan:extend(t.foot.rows)
  t.foot = pandoc.TableFoot({})
  return t
end

-- Charts stand beside the document as files.
function Image(img)
  local alt = teks_polos(img.caption)
  local nama = img.src
  local lebar = img.classes:includes('qr') and '3cm' or '100%'
  return pandoc.RawInline('typst',
    '#image(' .. teks_typst(nama) .. ', alt: ' .. teks_typst(alt) .. ', width: ' .. lebar .. ')')
end

function Span(s)
  local kelas = s.classes[1]
  if kelas == 'nomor-bab' or kelas == 'nomor' then
    return pandoc.RawInline('typst', '#' .. kelas .. '[' .. teks_polos(s.content) .. ']')
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

-- A signature never stands alone on a page: what is said before it stays with it.
function Blocks(daftar)
  for i = #daftar, 2, -1 do
    if daftar[i].t == 'RawBlock' and daftar[i].text == '#tanda-tangan[' and daftar[i - 1].t == 'Para' then
      daftar:insert(i, pandoc.RawBlock('typst', ']'))
      daftar:insert(i - 1, pandoc.RawBlock('typst', '#lekat['))
    end
  end
  return daftar
end

local BLOK = { 'lkip-gambar', 'lanskap', 'tanda-tangan', 'nama', 'sumber', 'catatan', 'absen', 'segel' }

-- A table of more rows is a tall one; for one of fewer, Typst has to measure it.
local BANYAK = 7

local function bungkus_tabel(d)
  local baris, kaki = 0, pandoc.Blocks({})
  d:walk({ Table = function(t)
    for _, badan in ipairs(t.bodies) do baris = baris + #badan.body end
  end })
  while d.content[#d.content].t ~= 'Table' do kaki:insert(1, d.content:remove()) end
  local isi = pandoc.Blocks({ pandoc.RawBlock('typst', '#lkip-tabel(' .. tostring(baris > BANYAK) .. ', [') })
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
