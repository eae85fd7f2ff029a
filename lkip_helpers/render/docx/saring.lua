-- From the report's HTML to Word: alignment and styles of cells, landscape sections, named styles.

local KANAN = { angka = true, bilangan = true, rupiah = true, persen = true }
local GAYA = {
  sumber = 'Sumber', catatan = 'Catatan Tabel', absen = 'Tidak Disajikan',
  ['tanda-tangan'] = 'Tanda Tangan', nama = 'Nama Penanda Tangan',
}
local TEGAK = '<w:pgSz w:w="11906" w:h="16838"/>'
local REBAH = '<w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/>'
local TEPI = '<w:pgMar w:top="1300" w:right="1250" w:bottom="1200" w:left="1250" w:header="600" w:footer="500" w:gutter="0"/>'

local function batas_bagian(ukuran)
  return pandoc.RawBlock('openxml',
    '<w:p><w:pPr><w:sectPr>' .. ukuran .. TEPI .. '</w:sectPr></w:pPr></w:p>')
end

local function tata_baris(daftar, gaya)
  for _, baris in ipairs(daftar) do
    local gaya = baris.classes:includes('pita') and 'Pita Tabel' or gaya
    for _, sel in ipairs(baris.cells) do
      local kelas = sel.classes[1]
      if kelas == 'ya' or kelas == 'grup' then
        sel.alignment = 'AlignCenter'
      else
        sel.alignment = KANAN[kelas] and 'AlignRight' or 'AlignLeft'
      end
      local isi = #sel.contents > 0 and sel.contents or pandoc.Blocks({ pandoc.Plain({}) })
      -- Pandoc gives a Plain its own style "Compact"; a paragraph takes the one of its Div.
      isi = isi:walk({ Plain = function(p) return pandoc.Para(p.content) end })
      sel.contents = { pandoc.Div(isi, { ['custom-style'] = gaya }) }
    end
  end
end

function Table(t)
  tata_baris(t.head.rows, 'Kepala Tabel')
  for _, badan in ipairs(t.bodies) do
    for i, baris in ipairs(badan.head) do badan.body:insert(i, baris) end -- a band before all rows
    badan.head = pandoc.List({})
    tata_baris(badan.body, 'Sel Tabel')
  end
  tata_baris(t.foot.rows, 'Jumlah Tabel')
  return t
end

function Span(s)
  if s.classes[1] == 'nomor-bab' then return { pandoc.Str(pandoc.utils.stringify(s)), pandoc.Str('\u{2002}') } end
end

-- A heading that is not listed keeps its level, in a style that the contents field does not collect.
function Header(h)
  if h.classes:includes('unlisted') and h.level <= 3 then
    local gaya = 'Heading ' .. h.level .. ' Tanpa Daftar'
    return pandoc.Div({ pandoc.Para(h.content) }, { ['custom-style'] = gaya })
  end
end

-- What was written as OpenXML beforehand (cover, lists) goes in as it is.
local function sisipkan(d)
  local berkas = assert(io.open(d.attributes.berkas, 'rb'))
  local isi = berkas:read('a')
  berkas:close()
  return pandoc.RawBlock('openxml', isi)
end

function Div(d)
  if d.classes:includes('sisipan') then return sisipkan(d) end
  for kelas, gaya in pairs(GAYA) do
    if d.classes:includes(kelas) then
      d.attributes['custom-style'] = gaya
      return d
    end
  end
  if d.classes:includes('lanskap') then
    return { batas_bagian(TEGAK), d, batas_bagian(REBAH) }
  end
end
