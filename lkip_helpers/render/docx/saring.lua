-- From the report's HTML to Word: alignment, bold totals, landscape section, named styles.

local KANAN = { angka = true, bilangan = true, rupiah = true, persen = true }
local GAYA = { sumber = 'Sumber', catatan = 'Sumber', absen = 'Sumber', ['tanda-tangan'] = 'Tanda Tangan' }
local TEGAK = '<w:pgSz w:w="11906" w:h="16838"/>'
local REBAH = '<w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/>'
local TEPI = '<w:pgMar w:top="1300" w:right="1250" w:bottom="1200" w:left="1250" w:header="600" w:footer="500" w:gutter="0"/>'

local function batas_bagian(ukuran)
  return pandoc.RawBlock('openxml',
    '<w:p><w:pPr><w:sectPr>' .. ukuran .. TEPI .. '</w:sectPr></w:pPr></w:p>')
end

local function tata_baris(daftar, kaki)
  for _, baris in ipairs(daftar) do
    for _, sel in ipairs(baris.cells) do
      local kelas = sel.classes[1]
      if kelas == 'ya' or kelas == 'grup' then
        sel.alignment = 'AlignCenter'
      else
        sel.alignment = KANAN[kelas] and 'AlignRight' or 'AlignLeft'
      end
      if kaki then
        sel.contents = sel.contents:walk({
          Plain = function(p) return pandoc.Plain({ pandoc.Strong(p.content) }) end,
        })
      end
    end
  end
end

function Table(t)
  tata_baris(t.head.rows, false)
  for _, badan in ipairs(t.bodies) do tata_baris(badan.body, false) end
  tata_baris(t.foot.rows, true)
  return t
end

function Span(s)
  if s.classes[1] == 'nomor-bab' then return { pandoc.Str(pandoc.utils.stringify(s)), pandoc.Str('\u{2003}') } end
end

function Div(d)
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
