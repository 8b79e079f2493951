"""Errors of reading on a cluster."""

from __future__ import annotations

from xhg_excel.errors.base import XhgError


class ClusterMissingError(XhgError):
    """Reading on a cluster is wanted, and Dask is not installed here."""

    def __init__(self) -> None:
        super().__init__(
            "没有安装 Dask，不能用 --cluster；请运行 pip install 'xhg-excel[cluster]' 后再试，"
            "或去掉 --cluster 在本机汇总。"
        )


class ClusterUnreachableError(XhgError):
    """No scheduler answers at an address."""

    def __init__(self, address: str) -> None:
        super().__init__(
            f"连不上集群的调度程序“{address}”（应写作 tcp://主机:端口，通常是 8786）；"
            "请确认 dask scheduler 已启动、防火墙允许，或去掉 --cluster 在本机汇总。"
        )


class ClusterEmptyError(XhgError):
    """A scheduler has no worker that could read."""

    def __init__(self, address: str) -> None:
        super().__init__(
            f"集群“{address}”没有在运行的工作进程；请在各台机器上运行 dask worker {address} 后再试，"
            "或去掉 --cluster 在本机汇总。没有写任何文件。"
        )


class ClusterVersionError(XhgError):
    """Workers run another version of this program, or do not have it."""

    def __init__(self, workers: list[str]) -> None:
        super().__init__(
            f"集群的工作进程 {'、'.join(workers)} 没有安装本程序，或版本与本机不同，汇总可能不一致；"
            "请在每台机器上安装同一版本，重新启动工作进程后再运行。"
        )


class ClusterBlindError(XhgError):
    """Workers do not see the files, or see other files under their names; `file` is one of them."""

    def __init__(self, workers: list[str], file: str) -> None:
        super().__init__(
            f"集群的工作进程 {'、'.join(workers)} 看不到“{file}”，或那里的文件与本机不同；"
            "报送文件夹须放在共享存储上，各台机器用同一路径挂载。"
        )


class ClusterLostError(XhgError):
    """The connection to the scheduler ended while files were being read."""

    def __init__(self, address: str) -> None:
        super().__init__(
            f"与集群“{address}”的连接断了；没有写任何文件，报送文件都没有动，请检查调度程序后重新运行，"
            "或去掉 --cluster 在本机汇总。"
        )
