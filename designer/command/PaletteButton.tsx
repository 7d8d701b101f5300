import { Kbd, useMantineColorScheme } from '@mantine/core'
import { useHotkeys } from '@mantine/hooks'
import { useNavigate } from '@tanstack/react-router'
import { lazy, Suspense, useEffect, useState } from 'react'
import { texts } from '../texts.ts'
import { Boundary } from '../ui/Boundary.tsx'
import type { Page } from '../ui/pages.ts'
import { SearchSign } from '../ui/signs.tsx'
import classes from './PaletteButton.module.css'
import { words } from './texts.ts'
import { useCommands } from './use-commands.ts'

const load = () => import('./Palette.tsx').then(({ Palette }) => ({ default: Palette }))
const Palette = lazy(load)

/** Opens the palette, as Ctrl+K does everywhere, also while typing. It loads after the page, or when it is asked for. */
export function PaletteButton({ pages, signOut }: { pages: Page[]; signOut(): void }) {
  const [isOpen, setOpen] = useState(false)
  const navigate = useNavigate()
  const { setColorScheme } = useMantineColorScheme()
  // Once the page is there and quiet: whoever presses Ctrl+K goes on typing at once.
  useEffect(() => {
    const idle = window.setTimeout(() => void load().catch(() => {}), 1_500)
    return () => window.clearTimeout(idle)
  }, [])
  useHotkeys([['mod+K', () => setOpen(true)]], [], true)
  useCommands([
    ...pages.map(({ to, title }) => ({
      id: `page:${to}`,
      title,
      group: words.group.go,
      run: () => void navigate({ to }),
    })),
    ...(['light', 'dark', 'auto'] as const).map(scheme => ({
      id: `theme:${scheme}`,
      title: words.theme[scheme],
      group: words.group.settings,
      words: 'theme',
      run: () => setColorScheme(scheme),
    })),
    {
      id: 'sign-out',
      title: texts.shell.signOut,
      group: words.group.settings,
      words: 'log out',
      run: signOut,
    },
  ])
  return (
    <>
      <button
        type="button"
        className={classes.search}
        // The name where there is no room for the words.
        title={words.open}
        aria-keyshortcuts="Control+K Meta+K"
        onClick={() => setOpen(true)}
      >
        <SearchSign />
        <span>{words.open}</span>
        <Kbd size="xs">{keys()}</Kbd>
      </button>
      {isOpen && (
        <Boundary area={words.open}>
          <Suspense>
            <Palette onClosed={() => setOpen(false)} />
          </Suspense>
        </Boundary>
      )}
    </>
  )
}

const isMac = () => /Mac|iPhone|iPad/.test(navigator.userAgent)

const keys = () => (isMac() ? '⌘K' : 'Ctrl K')
