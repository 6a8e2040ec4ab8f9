async (file) => {
  // Saves a file that the server has made: {name, type, content}. Of a PNG the content is the SVG that it is drawn from.
  if (!file?.name) return;
  const save = (blob) => {
    const link = Object.assign(document.createElement('a'), {href: URL.createObjectURL(blob), download: file.name});
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  };
  if (file.type !== 'image/png') return save(new Blob([file.content], {type: file.type + ';charset=utf-8'}));
  const picture = new Image(), address = URL.createObjectURL(new Blob([file.content], {type: 'image/svg+xml'}));
  await new Promise((loaded, failed) => Object.assign(picture, {onload: loaded, onerror: failed, src: address}));
  const scale = Math.min(2, 16000 / Math.max(picture.width, picture.height)); // larger ones are not drawn
  const canvas = document.createElement('canvas');
  canvas.width = picture.width * scale;
  canvas.height = picture.height * scale;
  canvas.getContext('2d').drawImage(picture, 0, 0, canvas.width, canvas.height);
  URL.revokeObjectURL(address);
  canvas.toBlob(save, 'image/png');
}
