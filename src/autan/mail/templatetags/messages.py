"""What became of a message, in words."""

from django import template

from autan.mail.presenters import fate_label

register = template.Library()
register.filter("fate_label", fate_label)
