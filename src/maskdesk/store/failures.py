"""Why a dossier's file cannot be used or written, each with its way out."""

from maskdesk.errors import MaskDeskError
from maskdesk.language import N_


class DossierError(MaskDeskError):
    """A dossier's file cannot be used as it is."""


class NotADossier(DossierError):
    """The file is something else."""

    problem = N_("{file} is not a MaskDesk dossier.")
    way_out = N_("Choose a file that ends in .maskdesk; a folder is packed first.")


class TruncatedDossier(DossierError):
    """The file ends before its last byte."""

    problem = N_("{file} is cut off: only {size} of its {expected} bytes are there.")
    way_out = N_("Copy it again from where it came, or open a backup.")


class DamagedDossier(DossierError):
    """Bytes of the file are not those that were saved."""

    problem = N_("{file} is damaged in its part {member}.")
    way_out = N_("Open a backup, or copy the file again from where it came.")


class RewrittenDossier(DossierError):
    """Another zip program packed the file anew, so nothing in it can be relied on unseen."""

    problem = N_("{file} was packed anew by another program, not by MaskDesk.")
    way_out = N_("Unpack it into a folder with that program and pack the folder with MaskDesk.")


class NewerDossier(DossierError):
    """A later MaskDesk wrote the file; this one must not touch it."""

    problem = N_("{file} was written by a newer MaskDesk and is not changed by this one.")
    way_out = N_("Install the newer MaskDesk, or save under another name what you need.")


class DossierChanged(DossierError):
    """The file is not the one that was opened: somebody else saved it meanwhile."""

    problem = N_("{file} holds another version than the one you opened; it was left as it is.")
    way_out = N_("Open it again, or save yours under another name.")


class NameTaken(DossierError):
    """A file of that name is there and was not to be replaced."""

    problem = N_("There already is a file {file}; it was left as it is.")
    way_out = N_("Choose another name, or say that it may be replaced.")


class MemberMissing(DossierError):
    """The dossier has no such part."""

    problem = N_("The dossier has no part {member}.")
    way_out = N_("Attach the file again.")


class MemberGone(DossierError):
    """The file is not there or was changed, and a part that lay in it alone cannot be had."""

    problem = N_("{file} is gone or was changed, and “{member}” lay in it alone.")
    way_out = N_("Bring the file back, or attach “{member}” again; what you typed is kept.")


class BadMemberName(DossierError):
    """A part's name could lead astray on some system, or does not belong in a dossier."""

    problem = N_("A part of a dossier cannot be named “{member}”.")
    way_out = N_("Give the file a plain name, and keep evidence under evidence/.")


class DossierTooLarge(DossierError):
    """The dossier has more parts or bytes than one file may hold."""

    problem = N_("The dossier is too large: at most {most_members} parts and 2 GiB of evidence.")
    way_out = N_("Make the largest scans smaller, or divide the consignment.")
