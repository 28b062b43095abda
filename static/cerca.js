// "Search near me": shows the button only where the browser can answer, and asks only when it is pressed.
(() => {
  const form = document.querySelector('form[data-cerca]');
  if (!form || !navigator.geolocation) return;
  form.hidden = false;
  form.addEventListener('submit', (event) => {
    if (form.lat.value !== '') return;
    event.preventDefault();
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        // Two decimals are about a kilometre: enough for the nearest capital, less than an address.
        form.lat.value = coords.latitude.toFixed(2);
        form.lon.value = coords.longitude.toFixed(2);
        form.submit();
      },
      () => {
        form.querySelector('[role=status]').textContent = form.dataset.denegado;
      },
      { timeout: 10000, maximumAge: 600000 },
    );
  });
})();
