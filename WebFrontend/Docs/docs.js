// Shows the service's own OpenAPI document. All text goes in as text, never as markup.
const make = (name, text, ...children) => {
  const element = document.createElement(name);
  if (text) element.textContent = text;
  element.append(...children);
  return element;
};

const row = (...cells) => make('tr', '', ...cells.map(cell => make('td', '', cell)));
const nameOf = schema => schema?.$ref?.split('/').pop() ?? [schema?.type ?? 'any'].flat().join(' or ');

const example = content => {
  const [type, body] = Object.entries(content ?? {})[0] ?? [];
  if (!type) return [];
  const parts = [make('p', `${Object.keys(content).join(', ')}: ${nameOf(body.schema)}`)];
  if (body.example !== undefined) parts.push(make('pre', JSON.stringify(body.example, null, 2)));
  return parts;
};

const describe = (path, method, operation) => {
  const title = make('summary', '', make('code', method.toUpperCase()), make('code', path), ` ${operation.summary ?? ''}`);
  title.firstChild.className = 'method';
  const all = make('details', '', title);
  if (operation.description) all.append(make('p', operation.description));
  if (operation.parameters?.length) {
    all.append(make('h4', 'Parameters'), make('table', '', ...operation.parameters.map(one =>
      row(make('code', one.name), one.in, one.description ?? ''))));
  }
  if (operation.requestBody) all.append(make('h4', 'Body'), ...example(operation.requestBody.content));
  all.append(make('h4', 'Answers'));
  for (const [status, answer] of Object.entries(operation.responses ?? {})) {
    all.append(make('p', `${status} ${answer.description ?? ''}`), ...example(answer.content));
  }
  return all;
};

const show = document_ => {
  const groups = new Map();
  for (const [path, operations] of Object.entries(document_.paths)) {
    for (const [method, operation] of Object.entries(operations)) {
      const tag = operation.tags?.[0] ?? 'Other';
      if (!groups.has(tag)) groups.set(tag, []);
      groups.get(tag).push(describe(path, method, operation));
    }
  }
  for (const [tag, operations] of groups) {
    const link = make('a', tag);
    link.href = `#${tag}`;
    document.getElementById('tags').append(link);
    const heading = make('h2', tag);
    heading.id = tag;
    document.getElementById('operations').append(make('section', '', heading, ...operations));
  }
  document.getElementById('about').append(`. ${document_.info.description ?? ''}`);
};

try {
  const answer = await fetch('/openapi/v1.json');
  if (!answer.ok) throw new Error(`it was answered with ${answer.status}`);
  show(await answer.json());
} catch (error) {
  document.getElementById('about').append(`: it cannot be read: ${error.message}`);
}
