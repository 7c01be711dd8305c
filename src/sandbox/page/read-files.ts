interface Sent {
  name: string;
  base64: string;
  mimetype?: string;
}

/** Files as the workspace takes them: their bytes in base64. Rejects for one that cannot be read. */
export function readFiles(files: File[]): Promise<Sent[]> {
  return Promise.all(files.map(read));
}

function read(file: File): Promise<Sent> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onerror = () => reject(reader.error);
    reader.onload = () => {
      const url = String(reader.result);
      const mimetype = file.type || undefined;
      resolve({ name: file.name, base64: url.slice(url.indexOf(',') + 1), ...(mimetype ? { mimetype } : {}) });
    };
    reader.readAsDataURL(file);
  });
}
