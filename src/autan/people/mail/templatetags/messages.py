"""What became of a message, in words."""

from django import template

from autan.people.mail.presenters import status_label

register = template.Library()
register.filter("status_label", status_label)
