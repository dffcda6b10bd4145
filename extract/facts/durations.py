"""How long something takes, and how far it is between two places: 从申请到放款 | 只用了5天,
深圳至中山的车程 | 30分钟."""

from __future__ import annotations

import re

from extract.clauses import Site

_LASTS = re.compile(r"[^，。；“”]{0,10}从[^，。；]{1,8}到[^，。；]{1,8}的?(?:时间|周期|用时|耗时)")
_TOOK = re.compile(  # 从申请到放款 | 只用了5天
    r"(从[^，。；]{1,8}到[^，。；]{1,8}?)(?:[只仅就]|总共|一共|平均|最快)*"
    r"(?:用了?|用时|花了|需?要|需|耗时|不到|[只仅就]|平均|最快|由)$"
)
ROUTE = re.compile(  # 深圳至中山的车程 | 缩短至30分钟
    r"(?:[^，。；]{0,12}(?:后|使得?|让))?((?:从)?[一-鿿]{2,10}?(?:至|到|往返|与|—)[一-鿿]{2,10}?的?(?:间|之间)?的?[一-鿿]{0,4}?"
    r"(?:车程|运行时间|通行时间|旅行时间|行车时间|航行时间|时间距离|运行距离|运输时间|海运时间|路程|航程|行程))"
)
_REACHED = re.compile("(?:左右)?(?:即|便|就)?(?:可以|可)?(?:直达|到达|通达|可达|即达)")
_BETWEEN = re.compile(  # 西安至延安 | 最快1小时可达
    "(?<![一-鿿])(?:后)?从?([一-鿿]{2,6}?(?:至|到)[一-鿿]{2,6}?)(?:最快|最短|只需|仅需|只要|约|大约|也只要)*$"
)
_PER_PIECE = re.compile(  # 装一台碾米机 | 要45分钟, 永嘉到温州高铁 | 最快17分钟
    "(?:[，。；：“”、\\s]|老师傅|平均)(?:过去|以前|原来|原先|现在|如今)?"
    "((?!过去|以前|原来|现在)[一-鿿]{1,3}一(?!个半)[件台个套辆条张单批栋份双部把块只盒][^，。；的]{1,10}?"
    "|(?:[一-鿿]{2,6}(?:到|至)[一-鿿]{2,6})?(?:高铁|动车|城际|驾车|开车|自驾|乘车|坐车|行车))"
    "(?:平均|最快|最短|全程|大约|也|就)*(?:[只仅]?[要需]|需要|得|用时|耗时|[只仅]?用了|只?花了|不到|最快)?$"
)
_TRIP = re.compile(  # 全程最快耗时 | 58分钟, 北京到广州最快 | 7小时16分
    "(?:(?P<of>全程|单程|往返|两地间?|全线|(?![^，。；到至]{0,4}[缩降减增升提])[一-鿿]{2,4}[到至][一-鿿]{2,4}?(?<!由))的?(?:最快|最短|平均)?(?:单程|全程)?"
    "(?P<takes>用时|耗时)?(?<![程返地间线])(?<!往返)|最快(?:单程|全程)?耗时)(?:[由从仅只就]|需要?|为|大约|约|不到|最快)*$"
)
_TAKES = re.compile(  # 过去交货 | 要12天
    "(?:过去|以前|原来|原先|从前|现在|如今|眼下)?((?!过去|以前|现在|如今|眼下|[以从][前后]|平均|一般|通常|[最大][快短多少约]|[它他她我这那])[一-鿿]{2,6}?)"
    "(?<!平均)[只仅就也还至少大约]{0,3}(?:要|需要?|得|用了|花了)$"
)


def duration(text: str, site: Site) -> str:
    """The measure of a length of time or of a way; '' where the clause tells of none."""
    q, start = site.quantity, site.clause.start
    if q.dimension in ("time", "length") and (route := ROUTE.match(text, start, q.start)):
        return "".join(route[1].split())
    if q.dimension != "time":
        return ""
    if _REACHED.match(text, q.end) and (between := _BETWEEN.search(text, start, q.start)):
        return between[1] + "用时"
    if lasts := _LASTS.search(text, site.left, q.start):
        return "".join(lasts.group().split())
    since = site.left if site.previous else start  # over 高铁, which has a name's place
    piece = _PER_PIECE.search(text, max(0, start - 1), q.start)
    found = _TOOK.search(text, since, q.start) or piece or _TAKES.match(text, start, q.start)
    if found:
        return "".join(found[1].split()).removesuffix("时间") + "时间"
    trip = _TRIP.search(text, start, q.start)
    return (trip["of"] or "") + (trip["takes"] or "用时") if trip else ""
