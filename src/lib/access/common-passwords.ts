/**
 * Passwords of twelve signs or more that are tried first, in lower case: runs of a keyboard, words of every day said twice, and
 * the words of this program. Shorter ones are refused by their length.
 */
export const COMMON_PASSWORDS: ReadonlySet<string> = new Set([
  '123456789012', '1234567890123', '12345678901234', '123456789123', '123123123123', '112233445566', '012345678910', '0123456789012', '987654321098', '1234567891011', '12345678910111',
  'qwertyuiop12', 'qwertyuiop123', 'qwertyuiopasdf', 'qwertyuiopasdfghjklzxcvbnm', 'qwerty123456', 'qwerty12345678', '1qaz2wsx3edc', '1q2w3e4r5t6y', 'q1w2e3r4t5y6', 'zaq12wsxcde3', 'asdfghjkl123', 'zxcvbnm12345', 'abcd12345678', 'abc123456789', 'abcdefghijkl', 'abcdef123456',
  'password1234', 'password12345', 'password123456', 'passwordpassword', 'mypassword123', 'administrator', 'administrator1', 'adminadmin123', 'adminadminadmin', 'letmein123456', 'welcome12345', 'iloveyou1234', 'changeme1234', 'trustno1trustno1', 'monkey123456', 'dragon123456', 'superman1234', 'football1234', 'princess1234',
  'contraseña123', 'contraseña1234', 'contrasena123', 'contrasena1234', 'micontraseña', 'micontrasena', 'miclave12345', 'clave1234567', 'claveclave12', 'clavesecreta', 'administrador', 'administrador1', 'administrador123', 'bienvenido123', 'bienvenidos1', 'secreto12345', 'teamomucho12', 'teamo1234567', 'familia12345', 'corazon12345', 'estrella1234', 'princesa1234', 'mariposa1234', 'universitario', 'alianzalima1', 'alianzalima123', 'peruperuperu', 'vivaelperu12', 'arribaperu12', 'municipalidad', 'municipalidad1', 'municipalidad123', 'municipio1234', 'transparencia', 'transparencia1', 'transparencia123', 'yupayyupayyupay', 'yupay1234567', 'yupay12345678',
]);
