// What a page has sent, and by what.
window.sent = [];
