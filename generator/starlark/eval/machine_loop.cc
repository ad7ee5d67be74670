// The instructions.

#include "starlark/eval/iteration.h"
#include "starlark/eval/machine.h"
#include "starlark/values/operations.h"

namespace pkgrepo::starlark {

namespace {

bool CompareSmallInts(CompareOp op, int64_t left, int64_t right) {
  return CompareOrder(op, left < right ? -1 : left > right ? 1 : 0);
}

bool IsTrue(const Value& value) { return value.tag() == Value::Tag::kBool ? value.as_bool() : Truth(value); }

}  // namespace

Value Machine::Loop(size_t base) {
  Frame* frame;
  const FunctionCode* code;
  const uint32_t* pc;
  Value* locals;
  Value* sp;  // behind the top value
  auto enter_frame = [&] {
    frame = &frames_.back();
    code = &frame->function->code;
    pc = frame->pc;
    locals = frame->locals;
    sp = locals + code->local_names.size();
  };
  enter_frame();

  for (;;) {
    uint32_t word = *pc++;
    size_t operand = word >> 8;
    frame->pc = pc;
    switch (static_cast<Op>(word & 0xFF)) {
      case Op::kPop:
        *--sp = Value();
        break;
      case Op::kDuplicate:
        *sp = sp[-1];
        ++sp;
        break;
      case Op::kDuplicateTwo:
        sp[0] = sp[-2];
        sp[1] = sp[-1];
        sp += 2;
        break;
      case Op::kSwap:
        sp[-1].Swap(sp[-2]);
        break;
      case Op::kNone:
        *sp++ = Value::None();
        break;
      case Op::kUnset:
        ++sp;
        break;
      case Op::kConstant:
        new (sp++) Value(code->constants[operand]);
        break;
      case Op::kLocal:
        if (!locals[operand].is_set()) ThrowUnsetLocal(*code, operand, false);
        new (sp++) Value(locals[operand]);
        break;
      case Op::kSetLocal:
        locals[operand] = std::move(*--sp);
        break;
      case Op::kLocalCell: {
        const Value& value = static_cast<Cell*>(locals[operand].object())->value;
        if (!value.is_set()) ThrowUnsetLocal(*code, operand, false);
        new (sp++) Value(value);
        break;
      }
      case Op::kSetLocalCell:
        static_cast<Cell*>(locals[operand].object())->value = std::move(*--sp);
        break;
      case Op::kFree: {
        const Value& value = frame->function->free_variables[operand]->value;
        if (!value.is_set()) ThrowUnsetLocal(*code, operand, true);
        new (sp++) Value(value);
        break;
      }
      case Op::kGlobal: {
        const Module& module = *frame->function->module;
        const Value& value = module.globals[operand];
        if (!value.is_set()) {
          throw Error("global variable " + module.program->globals()[operand] +
                      " referenced before assignment");
        }
        new (sp++) Value(value);
        break;
      }
      case Op::kSetGlobal:
        frame->function->module->globals[operand] = std::move(*--sp);
        break;
      case Op::kPredeclared: {
        const Module& module = *frame->function->module;
        const Value& value = module.predeclared[operand];
        if (!value.is_set()) {
          throw Error("internal error: predeclared variable " + module.program->predeclared()[operand] +
                      " is uninitialized");
        }
        new (sp++) Value(value);
        break;
      }
      case Op::kAdd: {
        int64_t sum;
        if (sp[-2].is_small_int() && sp[-1].is_small_int() &&
            !__builtin_add_overflow(sp[-2].as_int(), sp[-1].as_int(), &sum)) {
          Forget(*--sp);
          SetInt(sp[-1], sum);
          break;
        }
        if (sp[-2].is_float() && sp[-1].is_float()) {
          --sp;
          SetFloat(sp[-1], sp[-1].as_float() + sp[0].as_float());
          Forget(*sp);
          break;
        }
        sp[-2] = Binary(BinaryOp::kAdd, sp[-2], sp[-1]);
        *--sp = Value();
        break;
      }
      case Op::kSubtract: {
        int64_t difference;
        if (sp[-2].is_small_int() && sp[-1].is_small_int() &&
            !__builtin_sub_overflow(sp[-2].as_int(), sp[-1].as_int(), &difference)) {
          Forget(*--sp);
          SetInt(sp[-1], difference);
          break;
        }
        sp[-2] = Binary(BinaryOp::kSubtract, sp[-2], sp[-1]);
        *--sp = Value();
        break;
      }
      case Op::kMultiply: {
        int64_t product;
        if (sp[-2].is_small_int() && sp[-1].is_small_int() &&
            !__builtin_mul_overflow(sp[-2].as_int(), sp[-1].as_int(), &product)) {
          Forget(*--sp);
          SetInt(sp[-1], product);
          break;
        }
        sp[-2] = Binary(BinaryOp::kMultiply, sp[-2], sp[-1]);
        *--sp = Value();
        break;
      }
      case Op::kModulo:
        if (sp[-2].is_small_int() && sp[-1].is_small_int() && sp[-2].as_int() >= 0 && sp[-1].as_int() > 0) {
          int64_t remainder = sp[-2].as_int() % sp[-1].as_int();
          Forget(*--sp);
          SetInt(sp[-1], remainder);
          break;
        }
        sp[-2] = Binary(BinaryOp::kModulo, sp[-2], sp[-1]);
        *--sp = Value();
        break;
      case Op::kDivide:
      case Op::kFloorDivide:
      case Op::kAnd:
      case Op::kOr:
      case Op::kXor:
      case Op::kShiftLeft:
      case Op::kShiftRight:
      case Op::kIn:
      case Op::kNotIn:
        sp[-2] =
            Binary(static_cast<BinaryOp>((word & 0xFF) - static_cast<uint32_t>(Op::kAdd)), sp[-2], sp[-1]);
        *--sp = Value();
        break;
      case Op::kEqual:
      case Op::kNotEqual:
      case Op::kLess:
      case Op::kLessOrEqual:
      case Op::kGreater:
      case Op::kGreaterOrEqual: {
        CompareOp op = static_cast<CompareOp>((word & 0xFF) - static_cast<uint32_t>(Op::kEqual));
        if (sp[-2].is_small_int() && sp[-1].is_small_int()) {
          bool truth = CompareSmallInts(op, sp[-2].as_int(), sp[-1].as_int());
          Forget(*--sp);
          SetBool(sp[-1], truth);
          break;
        }
        sp[-2] = Value::Bool(Compare(op, sp[-2], sp[-1]));
        *--sp = Value();
        break;
      }
      case Op::kInplaceAdd: {
        int64_t sum;
        if (sp[-2].is_small_int() && sp[-1].is_small_int() &&
            !__builtin_add_overflow(sp[-2].as_int(), sp[-1].as_int(), &sum)) {
          Forget(*--sp);
          SetInt(sp[-1], sum);
          break;
        }
        InplaceAdd(sp[-2], sp[-1]);
        *--sp = Value();
        break;
      }
      case Op::kNegate:
        sp[-1] = Negate(sp[-1]);
        break;
      case Op::kPlus:
        sp[-1] = Plus(sp[-1]);
        break;
      case Op::kInvert:
        sp[-1] = Invert(sp[-1]);
        break;
      case Op::kNot:
        sp[-1] = Value::Bool(!IsTrue(sp[-1]));
        break;
      case Op::kJump:
        pc = code->words.data() + operand;
        break;
      case Op::kJumpBack:
        if (--steps_left_ < 0) ThrowOutOfSteps();
        pc = code->words.data() + operand;
        break;
      case Op::kJumpIfFalse:
        --sp;
        if (!IsTrue(*sp)) pc = code->words.data() + operand;
        *sp = Value();
        break;
      case Op::kJumpIfTrue:
        --sp;
        if (IsTrue(*sp)) pc = code->words.data() + operand;
        *sp = Value();
        break;
      case Op::kJumpIfFalseOrPop:
        if (!IsTrue(sp[-1])) {
          pc = code->words.data() + operand;
        } else {
          *--sp = Value();
        }
        break;
      case Op::kJumpIfTrueOrPop:
        if (IsTrue(sp[-1])) {
          pc = code->words.data() + operand;
        } else {
          *--sp = Value();
        }
        break;
      case Op::kIterate:
        BeginLoop(sp[-1]);
        *sp++ = Cursor(0);
        break;
      case Op::kNext:
        if (NextOfLoop(*sp[-2].object(), CursorOf(sp[-1]), sp[0])) {
          ++sp;
          break;
        }
        pc = code->words.data() + operand;
        [[fallthrough]];
      case Op::kEndIteration:
        sp -= 2;
        Clear(sp, sp + 2);
        break;
      case Op::kMakeTuple:
      case Op::kMakeList:
        sp -= operand;
        MakeSequence(static_cast<Op>(word & 0xFF) == Op::kMakeList, sp, operand);
        ++sp;
        break;
      case Op::kMakeDict:
        *sp++ = MakeRef<Dict>();
        break;
      case Op::kInsertUnique: {
        Dict* dict = static_cast<Dict*>(sp[-3].object());
        if (!dict->Mutate("insert into").Insert(sp[-2], sp[-1]))
          throw Error("duplicate key: " + Repr(sp[-2]));
        *--sp = Value();
        *--sp = Value();
        break;
      }
      case Op::kAppend: {
        --sp;
        List* list = static_cast<List*>(sp[-1 - static_cast<std::ptrdiff_t>(operand)].object());
        list->Append(std::move(*sp));
        break;
      }
      case Op::kInsert: {
        sp -= 2;
        Dict* dict = static_cast<Dict*>(sp[-1 - static_cast<std::ptrdiff_t>(operand)].object());
        dict->Set(sp[0], std::move(sp[1]));
        sp[0] = Value();
        break;
      }
      case Op::kUnpack:
        Unpack(sp - 1, operand);
        sp += static_cast<std::ptrdiff_t>(operand) - 1;
        break;
      case Op::kAttr:
        sp[-1] = GetAttr(sp[-1], code->names[operand].name->view());
        break;
      case Op::kMethod:
        FindMethod(code->names[operand], sp - 1);
        ++sp;
        break;
      case Op::kSetField:
        SetAttr(sp[-2], code->names[operand].name->view(), sp[-1]);
        *--sp = Value();
        *--sp = Value();
        break;
      case Op::kIndex: {
        const List* list = sp[-2].As<List>();
        if (list != nullptr && sp[-1].is_small_int() &&
            static_cast<uint64_t>(sp[-1].as_int()) < list->size()) {
          Value element = list->at(static_cast<size_t>(sp[-1].as_int()));
          Forget(*--sp);
          sp[-1] = std::move(element);
          break;
        }
        sp[-2] = GetIndex(sp[-2], sp[-1]);
        *--sp = Value();
        break;
      }
      case Op::kSetIndex:
        SetIndex(sp[-3], sp[-2], sp[-1]);
        *--sp = Value();
        *--sp = Value();
        *--sp = Value();
        break;
      case Op::kSlice:
        sp[-4] = GetSlice(sp[-4], sp[-3], sp[-2], sp[-1]);
        *--sp = Value();
        *--sp = Value();
        *--sp = Value();
        break;
      case Op::kCall:
      case Op::kCallMethod: {
        if (--steps_left_ < 0) ThrowOutOfSteps();
        uint32_t counts = *pc++;
        frame->pc = pc;
        size_t positional = counts >> 16, named = counts & 0xFFFF;
        size_t extra = (operand & kCallStar) + (operand & kCallStarStar) / kCallStarStar;
        Value* arguments = sp - positional - 2 * named - extra;
        Value* callee = arguments - (static_cast<Op>(word & 0xFF) == Op::kCall ? 1 : 2);
        if (counts == positional << 16 && operand == 0 && callee->is_kind(Kind::kFunction) &&
            static_cast<Function*>(callee->object())->plain_arity == positional) {
          Function& function = *static_cast<Function*>(callee->object());
          PushFrame(function, callee, arguments);
          frames_.back().pc = function.code.words.data();
          enter_frame();
          break;
        }
        if (Enter({callee, arguments, positional, named, static_cast<uint32_t>(operand), sp})) {
          enter_frame();
        } else {
          sp = callee + 1;
        }
        break;
      }
      case Op::kMakeFunction: {
        const FunctionCode& function = *code->functions[operand];
        sp -= function.default_count;
        MakeFunction(function, *frame->function, locals, sp);
        ++sp;
        break;
      }
      case Op::kLoad:
        LoadModule(code->loads[operand], sp);
        sp += code->loads[operand].names.size();
        break;
      case Op::kReturn: {
        Value result = std::move(*--sp);
        Value* slot = frame->result;
        Clear(slot, sp);
        frames_.pop_back();
        if (frames_.size() == base) {
          if (base > 0) top_ = frames_.back().end;
          return result;
        }
        frame = &frames_.back();
        code = &frame->function->code;
        pc = frame->pc;
        locals = frame->locals;
        top_ = frame->end;
        *slot = std::move(result);
        sp = slot + 1;
        break;
      }
    }
  }
}

}  // namespace pkgrepo::starlark
