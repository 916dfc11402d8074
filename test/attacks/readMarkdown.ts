import { Lexer, type Token, type Tokens } from 'marked';

const plain = new Set([
  'paragraph',
  'text',
  'escape',
  'strong',
  'codespan',
  'br',
  'space',
  'list',
  'list_item',
  'link',
]);

/** What a parser reads of a hover's Markdown: VS Code has the same one. */
export interface ReadMarkdown {
  links: { text: string; href: string }[];
  /** What is shown, without marks, spaces as one. */
  text: string;
  /** What a hover has none of: headings, HTML, images, quotes, tables, … */
  others: string[];
}

export function readMarkdown(markdown: string): ReadMarkdown {
  const read: ReadMarkdown = { links: [], text: '', others: [] };
  const walk = (token: Token): void => {
    if (!plain.has(token.type) || (token as Tokens.ListItem).task || (token as Tokens.List).ordered)
      read.others.push(`${token.type}: ${token.raw}`);
    if (token.type === 'link')
      read.links.push({ text: token.raw.replace(/^\[|\]\(.*$/gs, ''), href: (token as Tokens.Link).href });
    const inner = (token as Tokens.Paragraph).tokens ?? (token as Tokens.List).items;
    if (inner) for (const each of inner) walk(each);
    else if (token.type === 'codespan') read.text += (token as Tokens.Codespan).text;
    else read.text += 'text' in token ? withoutEntities(String(token.text)) : ' ';
    if (['paragraph', 'list_item'].includes(token.type)) read.text += ' ';
  };
  const tokens = new Lexer({ gfm: true }).lex(markdown);
  tokens.forEach(walk);
  if (Object.keys(tokens.links).length > 0) read.others.push(`definitions: ${JSON.stringify(tokens.links)}`);
  read.text = read.text.replace(/\s+/g, ' ').trim();
  return read;
}

function withoutEntities(text: string): string {
  return text.replace(/&#(\d+);/g, (_, number) => String.fromCharCode(Number(number)));
}
