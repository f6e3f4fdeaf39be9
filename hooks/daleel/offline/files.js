"use strict";
// Stands in for fetch() where a browser refuses it: each file of the index is a script that hands over its bytes.
(() => {
  const asked = new Map(); // name → those who wait for the file

  window.daleelFile = (name, base64) => {
    const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
    for (const { resolve } of asked.get(name)) resolve(new Response(bytes));
    asked.delete(name);
  };

  function load(folder, name) {
    const script = document.createElement("script");
    script.onload = () => script.remove();
    script.onerror = () => {
      for (const { reject } of asked.get(name)) reject(new Error(`not in this folder: ${name}`));
      asked.delete(name);
    };
    script.src = `${folder}${name}.js`;
    document.head.append(script);
  }

  // folder: the index's address, with a slash at its end
  window.fetchFromScripts = (folder) => (address) => {
    const name = new URL(address, folder).href.slice(folder.length).split("?")[0];
    return new Promise((resolve, reject) => {
      const first = !asked.has(name);
      asked.set(name, [...(asked.get(name) ?? []), { resolve, reject }]);
      if (first) load(folder, name);
    });
  };
})();
