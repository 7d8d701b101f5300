import {
  Button,
  Checkbox,
  type CSSVariablesResolver,
  createTheme,
  Input,
  Loader,
  type MantineColorsTuple,
  Menu,
  NativeSelect,
  NumberInput,
  PasswordInput,
  SegmentedControl,
  Textarea,
  TextInput,
} from '@mantine/core'

const accent: MantineColorsTuple = [
  '#ecedfb',
  '#d6d9f6',
  '#b2b8ef',
  '#9aa3ff',
  '#7580ea',
  '#5662d6',
  '#3f4bc4',
  '#353fa8',
  '#2b348a',
  '#20276a',
]

// Inter ships with the app; until it has arrived, each system's own sans takes its place.
const sans =
  "'Inter Variable', Inter, 'Segoe UI Variable Text', 'Segoe UI', -apple-system, Roboto, 'Helvetica Neue', Arial, sans-serif"

const mono = 'var(--mono)'

// Mantine's own greys for the dark theme, in step with tokens.css.
const dark: MantineColorsTuple = [
  '#e8e9ec',
  '#c3c6ce',
  '#a3a7b2',
  '#747985',
  '#3a3d47',
  '#2e3038',
  '#1f2026',
  '#1b1c21',
  '#17181c',
  '#141519',
]

const field = { size: 'sm' } as const

export const theme = createTheme({
  primaryColor: 'accent',
  primaryShade: { light: 6, dark: 5 },
  colors: { accent, dark },
  fontFamily: sans,
  fontFamilyMonospace: mono,
  headings: {
    fontFamily: sans,
    fontWeight: '600',
    textWrap: 'pretty',
    sizes: {
      h1: { fontSize: '1.5rem', lineHeight: '2rem' },
      h2: { fontSize: '1rem', lineHeight: '1.5rem' },
      h3: { fontSize: '0.875rem', lineHeight: '1.25rem' },
    },
  },
  fontSizes: { xs: '0.75rem', sm: '0.875rem', md: '0.9375rem', lg: '1.125rem', xl: '1.5rem' },
  spacing: { xs: '0.25rem', sm: '0.5rem', md: '1rem', lg: '1.5rem', xl: '2rem' },
  radius: { xs: '3px', sm: '5px', md: '8px', lg: '12px', xl: '16px' },
  defaultRadius: 'sm',
  respectReducedMotion: true,
  cursorType: 'pointer',
  components: {
    Button: Button.extend({ defaultProps: { size: 'sm' }, styles: { label: { fontWeight: 550 } } }),
    TextInput: TextInput.extend({ defaultProps: field }),
    PasswordInput: PasswordInput.extend({ defaultProps: field }),
    NumberInput: NumberInput.extend({ defaultProps: field }),
    NativeSelect: NativeSelect.extend({ defaultProps: field }),
    // A name alone is not read: what has no role has no name.
    Loader: Loader.extend({ defaultProps: { role: 'progressbar' } }),
    // Grows with its text by the style sheet alone (tokens.css): measuring lays the page out again for each field.
    Textarea: Textarea.extend({ defaultProps: field }),
    Checkbox: Checkbox.extend({ defaultProps: field }),
    SegmentedControl: SegmentedControl.extend({ defaultProps: { size: 'sm', transitionDuration: 120 } }),
    Menu: Menu.extend({ defaultProps: { transitionProps: { duration: 100 }, shadow: 'md' } }),
    // The edge of a field is what tells that there is one: 3:1 against what is around it.
    Input: Input.extend({ styles: { wrapper: { '--input-bd': 'var(--line-strong)' } } }),
    InputWrapper: Input.Wrapper.extend({
      styles: { label: { fontWeight: 550, marginBottom: 4 }, description: { color: 'var(--ink-soft)' } },
    }),
  },
})

const named = {
  '--mantine-color-body': 'var(--page)',
  '--mantine-color-text': 'var(--ink)',
  '--mantine-color-dimmed': 'var(--ink-soft)',
  '--mantine-color-placeholder': 'var(--ink-soft)',
  '--mantine-color-default': 'var(--surface)',
  '--mantine-color-default-hover': 'var(--sunken)',
  '--mantine-color-default-color': 'var(--ink)',
  '--mantine-color-default-border': 'var(--line-strong)',
  '--mantine-color-anchor': 'var(--accent)',
  '--mantine-color-error': 'var(--refused)',
}

/** Makes Mantine's own components use the palette in tokens.css, which knows both themes. */
export const cssVariables: CSSVariablesResolver = () => ({ variables: {}, light: named, dark: named })
