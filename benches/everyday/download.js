async function fakeFetch(url) {
  await null;
  if (url.endsWith("missing")) {
    throw new Error("404");
  }
  return {
    ok: true,
    async text() {
      return `body of ${url}`;
    },
  };
}

async function download(url, attempts = 2) {
  let failure = null;
  for (let attempt = 1; attempt <= attempts; attempt++) {
    try {
      const response = await fakeFetch(url);
      return await response.text();
    } catch (error) {
      failure = error;
    } finally {
      console.log(`attempt ${attempt} of ${url}`);
    }
  }
  throw failure;
}

async function main() {
  console.log(await download("a"));
  try {
    await download("missing");
  } catch ({ message }) {
    console.log(`failed: ${message}`);
  }
}

await main();
