"""What helps besides an answer, put together: questions back, hand-overs, the asker's own acts and judgements."""

from bot.domain.town import Town
from bot.services.enquiries.following import Following
from bot.services.enquiries.judging import Judging
from bot.services.enquiries.moves import Moves
from bot.services.enquiries.notices import Notices
from bot.services.enquiries.queue_screens import QueueScreens
from bot.services.enquiries.screens import EnquiryScreens
from bot.services.helping.asker_acts import AskerActs
from bot.services.helping.asking_back import AskingBack
from bot.services.helping.handing_over import HandingOver
from bot.services.helping.lapsing import Lapse
from bot.services.helping.parties import Parties
from bot.services.helping.rewriting import Rewriting
from bot.services.helping.screens import HelpingScreens
from bot.services.learning.guide import Guide


class Helping:
    """The use cases of this room, and the one thing that it does by the clock."""

    def __init__(
        self, town: Town, guide: Guide, screens: EnquiryScreens, cards: QueueScreens, notices: Notices, moves: Moves
    ) -> None:
        parties = Parties(town, guide)
        letters = HelpingScreens(town, parties)
        self.following = Following(screens, letters, notices, moves)
        self.judging = Judging(screens, self.following, notices, moves)
        self.asker_acts = AskerActs(town, self.following, moves)
        self.asking_back = AskingBack(town, cards, letters, moves)
        self.handing_over = HandingOver(town, parties, cards, letters, moves)
        self.rewriting = Rewriting(self.asking_back, self.handing_over)
        self.lapse = Lapse(town, letters, moves)
