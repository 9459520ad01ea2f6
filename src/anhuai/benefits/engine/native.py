"""The compiled pass kept on disk as machine code, and run from there without the compiler.

Importing numba and letting it look up what it cached takes longer than deciding a county. The pass
needs nothing of numba at run time: it is compiled once into an object file that llvmlite alone
loads. The file's name is a hash of the program, its arguments' types, the processor and llvmlite.
"""

import ctypes
import os
from collections.abc import Callable, Sequence
from hashlib import sha256
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final

import numpy as np

SYMBOL: Final = b"anhuai_symbol:"
"""The object's last line names what to call."""

NEVER: Final = frozenset({
    "NRT_Free", "NRT_MemInfo_call_dtor", "numba_do_raise", "numba_gil_ensure", "numba_gil_release",
    "numba_runtime_build_excinfo_struct", "numba_unpickle",
})  # fmt: skip
"""What numba writes for exceptions and owned arrays: the pass raises nothing and owns none."""


class NotPortable(Exception):
    """The compiled code needs numba's own run time; it is kept in numba's cache instead."""


def signature(arguments: Sequence[Any]) -> tuple[str, ...]:
    """Return each argument's type: dtype and dimensions of an array, or "int"."""
    return tuple(
        f"{one.dtype.name}:{one.ndim}" if isinstance(one, np.ndarray) else "int"
        for one in arguments
    )


class Native:
    """A pass by its text: found on disk or compiled at its first call."""

    def __init__(
        self, text: str, folder: Path, fallback: Callable[[], Callable[..., None]]
    ) -> None:
        """Raise `ImportError` where there is no compiler; `fallback` is numba's own way."""
        if find_spec("numba") is None or find_spec("llvmlite") is None:
            raise ImportError("numba")
        self._text, self._folder, self._fallback = text, folder, fallback
        self._engines: list[Any] = []
        self._found: dict[tuple[str, ...], Callable[..., None]] = {}

    def __call__(self, *arguments: Any) -> None:
        """Run it; raises `ValueError` for an array that is not contiguous."""
        kinds = signature(arguments)
        run = self._found.get(kinds)
        if run is None:
            run = self._found[kinds] = self._prepared(kinds)
        run(*arguments)

    def _prepared(self, kinds: tuple[str, ...]) -> Callable[..., None]:
        path = self._folder / f"benefits_{self._name(kinds)}.o"
        try:
            if not path.exists():
                self._folder.mkdir(parents=True, exist_ok=True)
                draft = path.with_suffix(f".{os.getpid()}-{id(self)}.draft")
                draft.write_bytes(_built(self._text, kinds))
                draft.replace(path)
            return self._loaded(path.read_bytes(), kinds)
        except NotPortable:
            return self._fallback()

    def _name(self, kinds: tuple[str, ...]) -> str:
        import llvmlite
        from llvmlite import binding

        about = (
            self._text, *kinds, llvmlite.__version__, binding.get_host_cpu_name(),
            binding.get_host_cpu_features().flatten(),
        )  # fmt: skip
        return sha256("\n".join(about).encode()).hexdigest()[:24]

    def _loaded(self, data: bytes, kinds: tuple[str, ...]) -> Callable[..., None]:
        from llvmlite import binding

        binding.initialize_native_target()
        binding.initialize_native_asmprinter()
        code, _, name = data.rpartition(SYMBOL)
        abort = ctypes.cast(ctypes.CDLL(None).abort, ctypes.c_void_p).value
        for symbol in NEVER:
            if binding.address_of_symbol(symbol) is None:  # numba's own stay where it is loaded
                binding.add_symbol(symbol, abort)
        machine = binding.Target.from_default_triple().create_target_machine(jit=True)
        engine = binding.create_mcjit_compiler(binding.parse_assembly(""), machine)
        engine.add_object_file(binding.object_file.ObjectFileRef.from_data(code))
        engine.finalize_object()
        self._engines.append(engine)  # the code lives as long as its engine
        entry = ctypes.CFUNCTYPE(None, *_c_types(kinds))(engine.get_function_address(name.decode()))

        def run(*arguments: Any) -> None:
            flat: list[int] = []
            for one in arguments:
                if isinstance(one, np.ndarray):
                    if not one.flags.c_contiguous:  # the code walks from element to element
                        raise ValueError("an array of the pass is not contiguous")
                    flat += [one.ctypes.data, *one.shape]
                else:
                    flat.append(int(one))
            entry(*flat)

        return run


def _c_types(kinds: Sequence[str]) -> list[Any]:
    found: list[Any] = []
    for kind in kinds:
        dims = 0 if kind == "int" else int(kind.split(":")[1])
        found += [ctypes.c_void_p] * (dims > 0) + [ctypes.c_int64] * max(1, dims)
    return found


def _entry(kinds: Sequence[str]) -> str:
    """Return the program's door: pointers and lengths in, arrays to the pass."""
    names, given = [], []
    for at, kind in enumerate(kinds):
        names.append(f"a{at}")
        if kind == "int":
            given.append(f"a{at}")
            continue
        lengths = [f"a{at}_{d}" for d in range(int(kind.split(":")[1]))]
        names += lengths
        given.append(f"carray(a{at}, ({', '.join(lengths)},))")
    return f"\n\ndef entry({', '.join(names)}):\n    run({', '.join(given)})\n"


def _built(text: str, kinds: Sequence[str]) -> bytes:
    """Compile the program; return its object code and the symbol to call."""
    numba: Any = import_module("numba")
    types = numba.types
    made: dict[str, Any] = {"CACHED": False, "carray": numba.carray}
    exec(compile(text + _entry(kinds), "<benefits>", "exec"), made)  # noqa: S102 - our own text
    wanted: list[Any] = []
    for kind in kinds:
        name, _, dims = kind.partition(":")
        if kind == "int":
            wanted.append(types.int64)
        else:
            wanted += [types.CPointer(getattr(types, name)), *[types.int64] * int(dims)]
    found = numba.cfunc(types.void(*wanted), error_model="numpy")(made["entry"])
    library = found._library
    module = library._final_module
    outside = {one.name for one in module.functions if one.is_declaration}
    own = sorted(n for n in outside - NEVER if n.startswith(("NRT_", "numba_")))
    if own:
        raise NotPortable(", ".join(own))
    code: bytes = library._get_compiled_object()
    symbol: str = found.native_name
    return code + SYMBOL + symbol.encode()
