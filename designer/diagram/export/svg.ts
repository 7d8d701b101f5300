// A process as an SVG: from the same projection as the drawing on the screen, without a page. Nothing of the
// definition becomes markup, and it names no font, file or address that a viewer would have to fetch.

import type { Definition } from '../../../engine/definition.ts'
import type { Layout } from '../../editor/draft.ts'
import { stageName } from '../../ui/department.ts'
import { badgesOf } from '../badges.ts'
import type { Band } from '../bands.ts'
import { around, type Box } from '../geometry.ts'
import { labelPad, labelText, ruleCount, signSize, signsOf } from '../label.ts'
import { radiusOf, toPath } from '../path.ts'
import {
  createProjector,
  type DiagramEdge,
  type DiagramNode,
  type Picture,
  type StateData,
} from '../project.ts'
import { nothingSelected } from '../selection.ts'
import { type SignName, signs } from '../signs.ts'
import { cut, widthOf } from '../text.ts'
import { words } from '../texts.ts'
import { element, type Markup, text } from './markup.ts'
import { hueOf, palette } from './palette.ts'

const font = "'Inter Variable', Inter, 'Segoe UI', 'Helvetica Neue', Arial, sans-serif"
const edge = 24

export function toSvg(definition: Definition, layout: Layout): string {
  const picture = createProjector()({ definition, layout, selection: nothingSelected })
  const boxes = boxesOfNodes(picture.nodes)
  const whole = extentOf(picture, boxes)
  const [width, height] = [Math.ceil(whole.w), Math.ceil(whole.h)]
  const frames = picture.nodes.filter(({ data }) => data.hasInner && !data.collapsed)
  const cards = picture.nodes.filter(({ data }) => !data.hasInner || data.collapsed)
  const content: Markup[] = [
    element('title', { id: 'title' }, [text(definition.name)]),
    element('desc', { id: 'desc' }, [text(describe(definition, picture))]),
    arrowHead(),
    element('rect', { x: whole.x, y: whole.y, width, height, fill: palette.page }),
    ...picture.bands.map(drawBand),
    ...frames.map(node => drawState(node, boxes.get(node.id)!)),
    ...picture.edges.map(drawLine),
    ...cards.map(node => drawState(node, boxes.get(node.id)!)),
    ...picture.edges.map(drawLabel),
  ]
  return `${
    element(
      'svg',
      {
        xmlns: 'http://www.w3.org/2000/svg',
        viewBox: `${whole.x} ${whole.y} ${width} ${height}`,
        width,
        height,
        role: 'img',
        'aria-labelledby': 'title desc',
        'font-family': font,
      },
      content,
    ).xml
  }\n`
}

function boxesOfNodes(nodes: readonly DiagramNode[]): Map<string, Box> {
  const boxes = new Map<string, Box>()
  for (const { id, parentId, position, width, height } of nodes) {
    const outer = parentId === undefined ? { x: 0, y: 0 } : boxes.get(parentId)!
    boxes.set(id, { x: outer.x + position.x, y: outer.y + position.y, w: width!, h: height! })
  }
  return boxes
}

function extentOf({ bands, edges }: Picture, boxes: ReadonlyMap<string, Box>): Box {
  const lines = edges.flatMap(({ data }) => [
    data.route.label,
    ...data.route.points.map(({ x, y }) => ({ x, y, w: 0, h: 0 })),
  ])
  const inner = around([...boxes.values(), ...bands.map(({ box }) => box), ...lines]) ?? {
    x: 0,
    y: 0,
    w: 200,
    h: 72,
  }
  return { x: inner.x - edge, y: inner.y - edge, w: inner.w + 2 * edge, h: inner.h + 2 * edge }
}

/** The process in sentences: states with where they lead. */
function describe(definition: Definition, { nodes, edges }: Picture): string {
  const titles = new Map(nodes.map(({ id, data }) => [id, short(data.title)]))
  const ways = edges.slice(0, 200).map(({ source, target, data }) => {
    const { title, stays, isFeedback } = data
    if (stays) return `${titles.get(source)}: ${short(title)} (${words.stays}).`
    return `${titles.get(source)} → ${titles.get(target)}: ${short(title)}${isFeedback ? ` (${words.back})` : ''}.`
  })
  return [definition.description ?? '', ...ways].filter(Boolean).join(' ')
}

const short = (title: string) => (title.length > 120 ? `${[...title.slice(0, 119)].join('')}…` : title)

function arrowHead(): Markup {
  const marker = {
    id: 'arrow',
    viewBox: '0 0 10 10',
    refX: 9,
    refY: 5,
    markerWidth: 7,
    markerHeight: 7,
    orient: 'auto',
  }
  const head = element('path', { d: 'M0 1 9 5 0 9Z', fill: palette['line-strong'] })
  return element('defs', {}, [element('marker', marker, [head])])
}

function drawBand({ stage, box, isColumn }: Band): Markup {
  const hue = hueOf(stage)
  return element('g', {}, [
    element('rect', { x: box.x, y: box.y, width: box.w, height: box.h, fill: hue, 'fill-opacity': 0.06 }),
    element('path', {
      d: isColumn ? `M${box.x} ${box.y}v${box.h}` : `M${box.x} ${box.y}h${box.w}`,
      stroke: hue,
      'stroke-opacity': 0.35,
    }),
    element('rect', { x: box.x + 16, y: box.y + 18, width: 10, height: 10, rx: 3, fill: hue }),
    words13(box.x + 34, box.y + 28, cut(stageName(stage), box.w - 50, 14), {
      'font-size': 14,
      'font-weight': 650,
    }),
  ])
}

const words13 = (x: number, y: number, content: string, more: Record<string, string | number> = {}): Markup =>
  element('text', { x, y, fill: palette.ink, 'font-size': 13, ...more }, [text(content)])

function drawState({ data }: DiagramNode, { x, y, w, h }: Box): Markup {
  const isFrame = data.hasInner && !data.collapsed
  const hue = hueOf(data.stage)
  const about = element('title', {}, [text(`${data.title}, ${words.types[data.type]}`)])
  if (data.type === 'history') return drawHistory(data, { x, y, w, h }, about)
  const outline = {
    x,
    y,
    width: w,
    height: h,
    rx: isFrame ? 12 : data.type === 'final' ? 16 : 8,
    fill: isFrame ? hue : palette.surface,
    ...(isFrame && { 'fill-opacity': 0.05 }),
    stroke: isFrame ? hue : palette['line-strong'],
    ...(isFrame && { 'stroke-opacity': 0.5 }),
    ...(data.isRegion && { 'stroke-dasharray': '6 5' }),
  }
  return element('g', {}, [
    about,
    element('rect', outline),
    ...(data.type === 'final'
      ? [
          element('rect', {
            x: x - 3.5,
            y: y - 3.5,
            width: w + 7,
            height: h + 7,
            rx: 19,
            fill: 'none',
            stroke: palette['line-strong'],
          }),
        ]
      : []),
    ...(isFrame || data.type === 'final'
      ? []
      : [element('path', { d: `M${x + 8} ${y + 0.5}q-7.5 0-7.5 8v${h - 17}q0 8 7.5 8z`, fill: hue })]),
    ...(data.isInitial ? [drawInitial(x, y)] : []),
    words13(x + 16, y + (isFrame ? 25 : 28), cut(data.title, w - (data.type === 'parallel' ? 60 : 30), 13), {
      'font-weight': 600,
      ...directionOf(data.title, x + w - 12),
    }),
    ...(data.type === 'parallel' ? [drawSign('parallel', x + w - 26, y + 15, palette['ink-soft'])] : []),
    ...(isFrame
      ? drawBadges(data, x + 26 + widthOf(data.title, 13), y + 16, w - widthOf(data.title, 13) - 90)
      : drawBadges(data, x + 16, y + h - 20, w - 24)),
  ])
}

/** Text that is read from right to left begins at the right. */
function directionOf(content: string, right: number): Record<string, string | number> {
  const first = /\p{L}/u.exec(content)?.[0]
  const isRightToLeft =
    first !== undefined &&
    /[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}]/u.test(first)
  return isRightToLeft ? { direction: 'rtl', x: right } : {}
}

function drawHistory({ isDeep }: StateData, { x, y, w, h }: Box, about: Markup): Markup {
  return element('g', {}, [
    about,
    element('circle', {
      cx: x + w / 2,
      cy: y + h / 2,
      r: w / 2,
      fill: palette.surface,
      stroke: palette['line-strong'],
    }),
    words13(x + w / 2, y + h / 2 + 5, isDeep ? 'H*' : 'H', { 'text-anchor': 'middle', 'font-weight': 600 }),
  ])
}

/** A dot with an arrow into the state's corner, as statecharts have it. */
function drawInitial(x: number, y: number): Markup {
  return element('g', {}, [
    element('circle', { cx: x - 12, cy: y - 10, r: 4.5, fill: palette.ink }),
    element('path', {
      d: `M${x - 12} ${y - 10}Q${x - 11} ${y + 12} ${x - 2} ${y + 14}`,
      fill: 'none',
      stroke: palette.ink,
      'stroke-width': 1.3,
    }),
    element('path', { d: `M${x - 6} ${y + 10}L${x} ${y + 14}L${x - 6} ${y + 18}Z`, fill: palette.ink }),
  ])
}

function drawSign(name: SignName, x: number, y: number, stroke: string): Markup {
  return element('path', {
    d: signs[name],
    transform: `translate(${x} ${y})`,
    fill: 'none',
    stroke,
    'stroke-width': 1.2,
    'stroke-linecap': 'round',
    'stroke-linejoin': 'round',
  })
}

function drawBadges(data: StateData, x: number, y: number, width: number): Markup[] {
  const parts: Markup[] = []
  let at = x
  for (const { sign, text: said } of badgesOf(data, data.hasInner && !data.collapsed)) {
    const shown = cut(said, Math.max(20, x + width - at - 20), 11)
    const taken = 16 + (shown === '' ? 0 : widthOf(shown, 11)) + 8
    if (at + taken > x + width + 8) break
    parts.push(drawSign(sign, at, y - 1, palette['ink-soft']))
    if (shown !== '')
      parts.push(words13(at + 16, y + 9, shown, { 'font-size': 11, fill: palette['ink-soft'] }))
    at += taken
  }
  return parts
}

function drawLine(one: DiagramEdge): Markup {
  const { route, isFeedback, stays } = one.data
  return element('path', {
    d: toPath(route.points, radiusOf(isFeedback)),
    fill: 'none',
    stroke: palette['line-strong'],
    'stroke-width': 1.5,
    ...(isFeedback && { 'stroke-dasharray': '5 5' }),
    ...(!stays && { 'marker-end': 'url(#arrow)' }),
  })
}

function drawLabel(one: DiagramEdge): Markup {
  const data = one.data
  const { x, y, w, h } = data.route.label
  const { before, after } = signsOf(data)
  const parts: Markup[] = []
  const middle = y + h / 2 - signSize / 2
  let at = x + labelPad.x
  for (const sign of before) {
    parts.push(drawSign(sign, at, middle, palette['ink-soft']))
    at += signSize + 4
  }
  const width = Math.max(...data.lines.map(line => widthOf(line, labelText.size)))
  for (const [n, line] of data.lines.entries())
    parts.push(
      words13(at, y + labelPad.y + 10.5 + n * labelText.line, line, {
        'font-size': labelText.size,
        ...directionOf(line, at + width),
      }),
    )
  at += width + 4
  for (const sign of after) {
    parts.push(drawSign(sign, at, middle, sign === 'rule' ? palette.accent : palette['ink-soft']))
    at += signSize + 4
    if (sign !== 'rule' || ruleCount(data.rules) === '') continue
    parts.push(words13(at - 2, middle + 10, ruleCount(data.rules), { 'font-size': 10, fill: palette.accent }))
    at += widthOf(ruleCount(data.rules), 10) + 2
  }
  return element('g', {}, [
    element('title', {}, [text(data.title)]),
    element('rect', {
      x,
      y,
      width: w,
      height: h,
      rx: 8,
      fill: palette.surface,
      stroke: data.isFeedback ? palette['line-strong'] : palette.line,
      ...(data.isFeedback && { 'stroke-dasharray': '4 3' }),
    }),
    ...parts,
  ])
}
