// Sorts the table of many texts by the column whose heading is pressed; a second press turns the order round.
element.addEventListener('click', (event) => {
  const button = event.target.closest('button[data-column]');
  if (!button) return;
  const heading = button.closest('th'), body = heading.closest('table').tBodies[0];
  const up = heading.getAttribute('aria-sort') !== 'ascending', column = Number(button.dataset.column);
  const key = (row) => row.cells[column].dataset.key ?? row.cells[column].textContent;
  const rows = [...body.rows].sort((a, b) => {
    const [one, other] = [key(a), key(b)], difference = Number(one) - Number(other);
    return (Number.isNaN(difference) ? one.localeCompare(other) : difference) * (up ? 1 : -1);
  });
  body.append(...rows);
  for (const other of heading.parentElement.cells) other.setAttribute('aria-sort', 'none');
  heading.setAttribute('aria-sort', up ? 'ascending' : 'descending');
});
