// What the pages ask of the browser, and how the connection to the server is kept.
"use strict";

window.dashboard = {
    zone: () => Intl.DateTimeFormat().resolvedOptions().timeZone,
    isDark: () => window.matchMedia("(prefers-color-scheme: dark)").matches,
    keepTheme: theme => {
        document.cookie = `theme=${theme}; path=${new URL(document.baseURI).pathname}; max-age=31536000; samesite=strict`;
        document.documentElement.dataset.theme = theme;
    },
    copy: text => navigator.clipboard.writeText(text),
};

// The address of a link within a page is followed by the pages' own router, which moves what is seen, but not the focus.
document.addEventListener("click", click => {
    if (!click.target.matches(".skip")) return;
    click.preventDefault();
    click.stopPropagation();
    document.getElementById("main").focus();
}, true);

// A server that was started anew does not know this page: it is loaded again.
document.getElementById("components-reconnect-modal").addEventListener("components-reconnect-state-changed", change => {
    const { state } = change.detail;
    if (state === "show") change.target.showModal();
    else if (state === "hide") change.target.close();
    else if (state === "rejected" || state === "failed") location.reload();
});

Blazor.start({
    circuit: {
        reconnectionOptions: { maxRetries: Number.MAX_SAFE_INTEGER, retryIntervalMilliseconds: tries => Math.min(500 * (tries + 1), 3000) },
    },
});
