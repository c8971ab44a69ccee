{% load static %}/* The worker of the family's phone: the look of the house, and the last pages of the own children, for reading without a
   connection. A page is kept only where the server says for whom (X-Kept-For), in a drawer of that person alone.
   Another person's page, a sign-in page or signing out empties every drawer. */
"use strict";
const ASSETS = [{% for asset in assets %}"{{ asset|escapejs }}"{% if not forloop.last %},{% endif %}{% endfor %}];
const STATIC = "{{ static|escapejs }}", SIGN_IN = "{{ sign_in|escapejs }}", SIGN_OUT = "{{ sign_out|escapejs }}";
{% include "family/_worker.js" %}
